import { asciiJson } from "../json";
import type { ServedVersion } from "../platform/served-version";
import type { SimulatorContext } from "../state/simulator-context";

/** Source: Graph API, rate limits: 5,000 calls an hour for an active business account. */
const callsPerHour = 5000;

export function createGraphHeaders(
  context: SimulatorContext,
  served: ServedVersion,
  traceId: string,
  firstSegment: string,
  requestCount: number,
): Readonly<Record<string, string>> {
  const percent = Math.min(100, Math.floor((requestCount * 100) / callsPerHour));
  return {
    "content-type": "application/json; charset=UTF-8",
    "cache-control": "private, no-cache, no-store, must-revalidate",
    "access-control-allow-origin": "*",
    "facebook-api-version": served.version,
    ...(served.warning === undefined ? {} : { "x-ad-api-version-warning": served.warning }),
    "x-fb-trace-id": traceId,
    "x-fb-request-id": traceId,
    "x-app-usage": JSON.stringify({ call_count: percent, total_time: percent, total_cputime: percent }),
    ...createBusinessUsage(context, firstSegment, percent),
  };
}

function createBusinessUsage(
  context: SimulatorContext,
  firstSegment: string,
  percent: number,
): Readonly<Record<string, string>> {
  const adAccountId = firstSegment.startsWith("act_") ? firstSegment.slice("act_".length) : "";
  const isWaba = context.store.wabas.get(firstSegment) !== undefined;
  const isAdAccount = context.store.adAccounts.get(adAccountId) !== undefined;
  if (!isWaba && !isAdAccount) return {};
  const use = {
    type: isWaba ? "whatsapp_business_management" : "ads_management",
    call_count: percent,
    total_cputime: percent,
    total_time: percent,
    estimated_time_to_regain_access: 0,
    ...(isAdAccount ? { ads_api_access_tier: "standard_access" } : {}),
  };
  return { "x-business-use-case-usage": asciiJson({ [isWaba ? firstSegment : adAccountId]: [use] }) };
}

import { asciiJson } from "../json";
import type { ServedVersion } from "../platform/served-version";
import type { SimulatorContext } from "../state/simulator-context";
import { kindOf } from "../routes/nodes";
import type { QuotaOwner, QuotaUse } from "./quotas";

/** Headers by name. */
type Headers = Readonly<Record<string, string>>;

/** Share of a quota that headers show. */
type ShownUse = Pick<QuotaUse, "percent" | "regainMinutes">;

/** Source: Graph API, rate limits: 5,000 calls an hour for an active business account. */
const callsPerHour = 5000;

export function createGraphHeaders(served: ServedVersion, traceId: string, usage: Headers): Headers {
  return {
    "content-type": "application/json; charset=UTF-8",
    "cache-control": "private, no-cache, no-store, must-revalidate",
    "access-control-allow-origin": "*",
    "facebook-api-version": served.version,
    ...(served.warning === undefined ? {} : { "x-ad-api-version-warning": served.warning }),
    "x-fb-trace-id": traceId,
    "x-fb-request-id": traceId,
    ...usage,
  };
}

/** Creates usage headers while quotas are off: the share of all requests in 5,000. */
export function createUnlimitedUsage(context: SimulatorContext, firstSegment: string, requestCount: number): Headers {
  const use = { percent: Math.min(100, Math.floor((requestCount * 100) / callsPerHour)), regainMinutes: 0 };
  const kind = kindOf(context, firstSegment);
  const isAccount = kind === "waba" || kind === "ad-account";
  return { ...createAppUsage(use), ...(isAccount ? createAccountUsage(context, { kind, id: firstSegment }, use) : {}) };
}

/** Creates the usage header of a counted call: that of its account, or of its app if it has no account. */
export function createQuotaUsage(context: SimulatorContext, { owner, ...use }: QuotaUse): Headers {
  return owner.kind === "app" ? createAppUsage(use) : createAccountUsage(context, owner, use);
}

function createAppUsage({ percent }: ShownUse): Headers {
  return { "x-app-usage": asciiJson({ call_count: percent, total_time: percent, total_cputime: percent }) };
}

function createAccountUsage(
  { behaviour }: SimulatorContext,
  { kind, id }: QuotaOwner,
  { percent, regainMinutes }: ShownUse,
): Headers {
  const tier = behaviour.adsAccessTier === "full" ? "standard_access" : "development_access";
  const use = {
    type: kind === "waba" ? "whatsapp_business_management" : "ads_management",
    call_count: percent,
    total_cputime: percent,
    total_time: percent,
    estimated_time_to_regain_access: regainMinutes,
    ...(kind === "waba" ? {} : { ads_api_access_tier: tier }),
  };
  return { "x-business-use-case-usage": asciiJson({ [id.replace(/^act_/, "")]: [use] }) };
}

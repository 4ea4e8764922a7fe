import { createEnvelope, statusOf } from "../graph/error";
import { featureErrors, type FeatureCode } from "../graph/feature-error";
import { asciiJson, graphJson } from "../json";
import type { Answer, ExchangeDetails } from "../graph/outcome";
import type { EffectOf, UsagePercent } from "./fault-rule";

export function createStatusAnswer(effect: EffectOf<"status">, details: ExchangeDetails): Answer {
  const text = effect.body === undefined ? "" : typeof effect.body === "string" ? effect.body : graphJson(effect.body);
  return {
    kind: "answer",
    status: effect.status,
    headers: { ...details.headers, ...lowerCaseNames(effect.headers ?? {}) },
    text,
    transmission: {},
    errorCode: null,
    errorSubcode: null,
  };
}

export function createGraphAnswer(effect: EffectOf<"graph">, details: ExchangeDetails): Answer {
  const { kind: _kind, headers, ...given } = effect;
  const known = isFeatureCode(effect.code) ? featureErrors[effect.code] : undefined;
  const title = effect.title ?? known?.title;
  const userMessage = effect.userMessage ?? known?.description;
  const error = {
    ...given,
    message: effect.message ?? `(#${effect.code}) ${title ?? "An error occurred"}`,
    ...(title === undefined ? {} : { title }),
    ...(userMessage === undefined ? {} : { userMessage }),
  };
  return {
    kind: "answer",
    status: statusOf(error),
    headers: { ...details.headers, ...lowerCaseNames(headers ?? {}) },
    text: graphJson(createEnvelope(error, details.context.wire, details.traceId)),
    transmission: {},
    errorCode: effect.code,
    errorSubcode: effect.subcode ?? null,
  };
}

export function createEchoAnswer({ code = 190 }: EffectOf<"echo">, details: ExchangeDetails): Answer {
  const message = `Error validating access token: the request carried "${details.authorization}"`;
  return createGraphAnswer({ kind: "graph", code, message }, details);
}

export function addUsageHeaders(answered: Answer, { app, business }: EffectOf<"usage">, pathAccountId: string): Answer {
  const { accountId = pathAccountId, type = "whatsapp_business_management", regainAccessMinutes = 0 } = business ?? {};
  const use = { type, ...formatPercentages(business), estimated_time_to_regain_access: regainAccessMinutes };
  return {
    ...answered,
    headers: {
      ...answered.headers,
      ...(app === undefined ? {} : { "x-app-usage": asciiJson(formatPercentages(app)) }),
      ...(business === undefined ? {} : { "x-business-use-case-usage": asciiJson({ [accountId]: [use] }) }),
    },
  };
}

function formatPercentages({ callCount = 0, totalCpuTime = 0, totalTime = 0 }: UsagePercent = {}) {
  return { call_count: callCount, total_cputime: totalCpuTime, total_time: totalTime };
}

function isFeatureCode(code: number): code is FeatureCode {
  return Object.hasOwn(featureErrors, code);
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

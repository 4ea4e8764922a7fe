import { envelope, statusOf } from "../graph/error";
import { featureErrors, type FeatureCode } from "../graph/feature-error";
import { asciiJson, graphJson } from "../json";
import type { Answered } from "../server/outcome";
import type { FaultContext } from "./effects";
import type { EffectOf, UsagePercent } from "./rule";

export function statusAnswer(effect: EffectOf<"status">, context: FaultContext): Answered {
  const text = effect.body === undefined ? "" : typeof effect.body === "string" ? effect.body : graphJson(effect.body);
  return {
    kind: "answer",
    status: effect.status,
    headers: { ...context.headers, ...lowerCased(effect.headers ?? {}) },
    text,
    delivery: {},
    errorCode: null,
    errorSubcode: null,
  };
}

export function graphAnswer(effect: EffectOf<"graph">, context: FaultContext): Answered {
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
    headers: { ...context.headers, ...lowerCased(headers ?? {}) },
    text: graphJson(envelope(error, context.world.wire, context.traceId)),
    delivery: {},
    errorCode: effect.code,
    errorSubcode: effect.subcode ?? null,
  };
}

export function echoAnswer({ code = 190 }: EffectOf<"echo">, context: FaultContext): Answered {
  const message = `Error validating access token: the request carried "${context.authorization}"`;
  return graphAnswer({ kind: "graph", code, message }, context);
}

export function withUsage(answered: Answered, { app, business }: EffectOf<"usage">, pathAccountId: string): Answered {
  const { accountId = pathAccountId, type = "whatsapp_business_management", regainAccessMinutes = 0 } = business ?? {};
  const use = { type, ...percentages(business), estimated_time_to_regain_access: regainAccessMinutes };
  return {
    ...answered,
    headers: {
      ...answered.headers,
      ...(app === undefined ? {} : { "x-app-usage": asciiJson(percentages(app)) }),
      ...(business === undefined ? {} : { "x-business-use-case-usage": asciiJson({ [accountId]: [use] }) }),
    },
  };
}

function percentages({ callCount = 0, totalCpuTime = 0, totalTime = 0 }: UsagePercent = {}) {
  return { call_count: callCount, total_cputime: totalCpuTime, total_time: totalTime };
}

function isFeatureCode(code: number): code is FeatureCode {
  return Object.hasOwn(featureErrors, code);
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

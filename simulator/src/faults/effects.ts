import { envelope, statusOf } from "../graph/error";
import { featureErrors, type FeatureCode } from "../graph/feature-error";
import { graphJson } from "../json";
import type { Answered, Outcome } from "../server/outcome";
import type { World } from "../world/world";
import type { StruckFault } from "./book";
import type { FaultEffect } from "./rule";

export interface FaultContext {
  readonly world: World;
  readonly traceId: string;
  /** Whether the request only reads. */
  readonly isRead: boolean;
  /** Ends waits when the connection or the simulator closes. */
  readonly signal: AbortSignal;
  /** What Graph puts on every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Runs in one go around the store, so no other request can come between. */
export type AroundStore = (run: () => Outcome) => Outcome;
/** Runs around the exchange, with waits. */
export type AroundExchange = (next: () => Promise<Outcome>) => Promise<Outcome>;

export type Intervention =
  | { readonly layer: "store"; readonly around: AroundStore }
  | { readonly layer: "exchange"; readonly around: AroundExchange };

export function interventionOf({ rule, hit }: StruckFault, context: FaultContext): Intervention {
  const { effect } = rule;
  const after = rule.when === "after";
  switch (effect.kind) {
    case "status":
      return instead(after, hit, () => statusAnswer(effect, context));
    case "graph":
      return instead(after, hit, () => graphAnswer(effect, context));
    case "drop":
      return instead(after, hit, () => ({ kind: "cut" }));
    case "hang":
      return instead(after, hit, () => ({ kind: "hang" }));
    case "delay":
      return delay(after, hit, effect.delayMs, context);
    case "truncate":
      return truncate(hit, effect.bytes);
    case "drop-write":
      return { layer: "store", around: (run) => struckAfter(hit, unkept(context.world, run)) };
    case "lag":
      return {
        layer: "store",
        around: (run) => (context.isRead ? struckAfter(hit, lagging(context.world, run)) : run()),
      };
    default:
      return unreachable(effect);
  }
}

function instead(after: boolean, hit: () => void, make: () => Outcome): Intervention {
  return {
    layer: "exchange",
    around: async (next) => {
      if (after) await next();
      hit();
      return make();
    },
  };
}

function delay(after: boolean, hit: () => void, delayMs: number, context: FaultContext): Intervention {
  const wait = (): Promise<void> => {
    hit();
    return context.world.clock.sleep(delayMs, context.signal);
  };
  return {
    layer: "exchange",
    around: async (next) => {
      if (!after) await wait();
      const outcome = await next();
      if (after) await wait();
      return outcome;
    },
  };
}

function truncate(hit: () => void, bytes: number): Intervention {
  return {
    layer: "exchange",
    around: async (next) => {
      const outcome = await next();
      if (outcome.kind !== "answer") return outcome;
      hit();
      return { ...outcome, sendBytes: bytes };
    },
  };
}

function struckAfter(hit: () => void, outcome: Outcome): Outcome {
  hit();
  return outcome;
}

function unkept(world: World, run: () => Outcome): Outcome {
  const restore = world.store.snapshot();
  try {
    return run();
  } finally {
    restore();
  }
}

function lagging(world: World, run: () => Outcome): Outcome {
  const restore = world.store.snapshot();
  world.beforeLastWrite?.();
  try {
    return run();
  } finally {
    restore();
  }
}

function statusAnswer(effect: Extract<FaultEffect, { kind: "status" }>, context: FaultContext): Answered {
  const text = effect.body === undefined ? "" : typeof effect.body === "string" ? effect.body : graphJson(effect.body);
  return {
    kind: "answer",
    status: effect.status,
    headers: { ...context.headers, ...lowerCased(effect.headers ?? {}) },
    text,
    sendBytes: null,
    errorCode: null,
    errorSubcode: null,
  };
}

function graphAnswer(effect: Extract<FaultEffect, { kind: "graph" }>, context: FaultContext): Answered {
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
    sendBytes: null,
    errorCode: effect.code,
    errorSubcode: effect.subcode ?? null,
  };
}

function isFeatureCode(code: number): code is FeatureCode {
  return Object.hasOwn(featureErrors, code);
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}

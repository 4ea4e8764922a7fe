import type { Answered, Delivery, Outcome } from "../server/outcome";
import type { World } from "../world/world";
import { echoAnswer, graphAnswer, statusAnswer, withUsage } from "./answers";
import type { StruckFault } from "./book";
import type { EffectOf } from "./rule";
import { lagging, transforming, twinned, unkept, withWire } from "./store-effects";

export interface FaultContext {
  readonly world: World;
  readonly traceId: string;
  /** The business account the request is about; the default one when its path names none. */
  readonly accountId: string;
  /** The Authorization header, or the token that came in another place; empty when none came. */
  readonly authorization: string;
  /** Ends waits when the connection or the simulator closes. */
  readonly signal: AbortSignal;
  /** What Graph puts on every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Runs in one go around the store, so no other request can come between. */
export type AroundStore = (run: () => Outcome) => Outcome;
/** Runs around the exchange, with waits. */
export type AroundExchange = (next: () => Promise<Outcome>) => Promise<Outcome>;
/** Changes whatever answer comes out in the end. */
export type AnswerChange = (answered: Answered) => Answered;

export type Intervention =
  | { readonly layer: "store"; readonly around: AroundStore }
  | { readonly layer: "exchange"; readonly around: AroundExchange }
  | { readonly layer: "answer"; readonly change: AnswerChange };

/** Runs what touches the store within all interventions of that layer, the first outermost. */
export function runAroundStore(interventions: readonly Intervention[], core: () => Outcome): Outcome {
  return interventions.reduceRight<() => Outcome>(
    (run, intervention) => (intervention.layer === "store" ? () => intervention.around(run) : run),
    core,
  )();
}

/** The stack of all other interventions around what would have happened without them; of one layer, the first is the outermost. */
export async function intervene(
  interventions: readonly Intervention[],
  core: () => Promise<Outcome>,
): Promise<Outcome> {
  const whole = interventions.reduceRight<() => Promise<Outcome>>(
    (next, intervention) => (intervention.layer === "exchange" ? () => intervention.around(next) : next),
    core,
  );
  const outcome = await whole();
  if (outcome.kind !== "answer") return outcome;
  return interventions.reduceRight<Answered>(
    (answered, intervention) => (intervention.layer === "answer" ? intervention.change(answered) : answered),
    outcome,
  );
}

export function interventionOf({ rule, hit }: StruckFault, context: FaultContext): Intervention {
  const { effect } = rule;
  const { world } = context;
  const after = rule.when === "after";
  switch (effect.kind) {
    case "status":
      return instead(after, hit, () => statusAnswer(effect, context));
    case "graph":
      return instead(after, hit, () => graphAnswer(effect, context));
    case "echo":
      return instead(after, hit, () => echoAnswer(effect, context));
    case "drop":
      return instead(after, hit, () => ({ kind: "cut" }));
    case "hang":
      return instead(after, hit, () => ({ kind: "hang" }));
    case "timeout":
      return instead(after, hit, () => ({ kind: "timed-out" }));
    case "delay":
      return delay(after, hit, effect.delayMs, context);
    case "truncate":
    case "dribble":
    case "pad":
    case "encode":
    case "close":
      return answerChange(hit, (answered) => ({
        ...answered,
        delivery: { ...answered.delivery, ...deliveryOf(effect) },
      }));
    case "usage":
      return answerChange(hit, (answered) => withUsage(answered, effect, context.accountId));
    case "drop-write":
      return aroundStore(hit, (run) => unkept(world, run));
    case "lag":
      return aroundStore(hit, (run) => lagging(world, run));
    case "wire":
      return aroundStore(hit, (run) => withWire(world, effect.options, run));
    case "twin":
      return { layer: "store", around: (run) => twinned(world, run, after ? "second" : "first", hit) };
    case "transform":
      return { layer: "store", around: (run) => transforming(world, run, effect, hit) };
    default:
      return effect satisfies never;
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

function aroundStore(hit: () => void, around: AroundStore): Intervention {
  return {
    layer: "store",
    around: (run) => {
      const outcome = around(run);
      hit();
      return outcome;
    },
  };
}

function answerChange(hit: () => void, change: AnswerChange): Intervention {
  return {
    layer: "answer",
    change: (answered) => {
      hit();
      return change(answered);
    },
  };
}

function deliveryOf(effect: EffectOf<"truncate" | "dribble" | "pad" | "encode" | "close">): Delivery {
  switch (effect.kind) {
    case "truncate":
      return { cutAfter: effect.bytes };
    case "dribble":
      return { dribble: effect };
    case "pad":
      return { padTo: effect.endless === true ? "endless" : (effect.bytes ?? 0) };
    case "encode": {
      const { encoding, as: claim = encoding, bytes } = effect;
      return { encode: { encoding, claim }, ...(bytes === undefined ? {} : { padTo: bytes }) };
    }
    case "close":
      return { close: effect.on ?? "answer" };
    default:
      return effect satisfies never;
  }
}

import type { Answer, ExchangeDetails, ExchangeOutcome, Transmission } from "../graph/outcome";
import { createEchoAnswer, createGraphAnswer, createStatusAnswer, addUsageHeaders } from "./answers";
import type { MatchedFault } from "./fault-registry";
import type { EffectOf } from "./fault-rule";
import { serveStaleRead, transformWrites, addConcurrentDuplicate, discardWrite, runWithWire } from "./store-effects";

/** Wraps the access to the store, synchronously, so that no other request can interleave. */
type AroundStore = (run: () => ExchangeOutcome) => ExchangeOutcome;
/** Wraps the whole exchange, and may wait. */
type AroundExchange = (next: () => Promise<ExchangeOutcome>) => Promise<ExchangeOutcome>;
/** Changes the final answer. */
type AnswerChange = (answered: Answer) => Answer;

type Intervention =
  | { readonly layer: "store"; readonly around: AroundStore }
  | { readonly layer: "exchange"; readonly around: AroundExchange }
  | { readonly layer: "answer"; readonly change: AnswerChange };

/** Runs `core` inside all interventions of the store layer, the first outermost. */
export function runAroundStore(interventions: readonly Intervention[], core: () => ExchangeOutcome): ExchangeOutcome {
  return interventions.reduceRight<() => ExchangeOutcome>(
    (run, intervention) => (intervention.layer === "store" ? () => intervention.around(run) : run),
    core,
  )();
}

/** Runs `core` inside the interventions of the exchange layer, then applies those of the answer layer. In each layer the first is outermost. */
export async function runWithInterventions(
  interventions: readonly Intervention[],
  core: () => Promise<ExchangeOutcome>,
): Promise<ExchangeOutcome> {
  const whole = interventions.reduceRight<() => Promise<ExchangeOutcome>>(
    (next, intervention) => (intervention.layer === "exchange" ? () => intervention.around(next) : next),
    core,
  );
  const outcome = await whole();
  if (outcome.kind !== "answer") return outcome;
  return interventions.reduceRight<Answer>(
    (answered, intervention) => (intervention.layer === "answer" ? intervention.change(answered) : answered),
    outcome,
  );
}

export function createIntervention({ rule, reportHit: hit }: MatchedFault, details: ExchangeDetails): Intervention {
  const { effect } = rule;
  const { context } = details;
  const after = rule.when === "after";
  switch (effect.kind) {
    case "status":
      return replaceAnswer(after, hit, () => createStatusAnswer(effect, details));
    case "graph":
      return replaceAnswer(after, hit, () => createGraphAnswer(effect, details));
    case "echo":
      return replaceAnswer(after, hit, () => createEchoAnswer(effect, details));
    case "drop":
      return replaceAnswer(after, hit, () => ({ kind: "cut" }));
    case "hang":
      return replaceAnswer(after, hit, () => ({ kind: "hang" }));
    case "timeout":
      return replaceAnswer(after, hit, () => ({ kind: "timed-out" }));
    case "delay":
      return delayAnswer(after, hit, effect.delayMs, details);
    case "truncate":
    case "slow-body":
    case "pad":
    case "encode":
    case "close":
      return changeAnswer(hit, (answered) => ({
        ...answered,
        transmission: { ...answered.transmission, ...createTransmission(effect) },
      }));
    case "usage":
      return changeAnswer(hit, (answered) => addUsageHeaders(answered, effect, details.accountId));
    case "drop-write":
      return wrapStore(hit, (run) => discardWrite(context, run));
    case "stale-read":
      return wrapStore(hit, (run) => serveStaleRead(context, run));
    case "wire":
      return wrapStore(hit, (run) => runWithWire(context, effect.options, run));
    case "concurrent-duplicate":
      return { layer: "store", around: (run) => addConcurrentDuplicate(context, run, after ? "second" : "first", hit) };
    case "transform":
      return { layer: "store", around: (run) => transformWrites(context, run, effect, hit) };
    default:
      return effect satisfies never;
  }
}

function replaceAnswer(after: boolean, hit: () => void, make: () => ExchangeOutcome): Intervention {
  return {
    layer: "exchange",
    around: async (next) => {
      if (after) await next();
      hit();
      return make();
    },
  };
}

function delayAnswer(after: boolean, hit: () => void, delayMs: number, details: ExchangeDetails): Intervention {
  const wait = (): Promise<void> => {
    hit();
    return details.context.clock.sleep(delayMs, details.signal);
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

function wrapStore(hit: () => void, around: AroundStore): Intervention {
  return {
    layer: "store",
    around: (run) => {
      const outcome = around(run);
      hit();
      return outcome;
    },
  };
}

function changeAnswer(hit: () => void, change: AnswerChange): Intervention {
  return {
    layer: "answer",
    change: (answered) => {
      hit();
      return change(answered);
    },
  };
}

function createTransmission(effect: EffectOf<"truncate" | "slow-body" | "pad" | "encode" | "close">): Transmission {
  switch (effect.kind) {
    case "truncate":
      return { cutAfter: effect.bytes };
    case "slow-body":
      return { slowBody: effect };
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

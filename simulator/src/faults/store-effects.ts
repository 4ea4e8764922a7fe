import type { ExchangeOutcome } from "../graph/outcome";
import type { Ad, Creative } from "../state/entities";
import type { Collection } from "../state/store";
import type { WireOptions } from "../state/wire";
import type { SimulatorContext } from "../state/simulator-context";
import type { EffectOf } from "./fault-rule";
import { transformName, transformSequence } from "./transform";

/** The effects on writes give the usual answer: an answer with the stored object would have to show what they change. */
const usualAnswers: Partial<WireOptions> = { adReadAfterWrite: false, sequenceReadAfterWrite: "ignored" };

export function discardWrite(context: SimulatorContext, run: () => ExchangeOutcome): ExchangeOutcome {
  const restore = context.store.snapshot();
  try {
    return runWithWire(context, usualAnswers, run);
  } finally {
    restore();
  }
}

export function runWithWire(
  context: SimulatorContext,
  options: Partial<WireOptions>,
  run: () => ExchangeOutcome,
): ExchangeOutcome {
  const usual = context.wire;
  context.wire = { ...usual, ...options };
  try {
    return run();
  } finally {
    context.wire = usual;
  }
}

export function serveStaleRead(context: SimulatorContext, run: () => ExchangeOutcome): ExchangeOutcome {
  const restore = context.store.snapshot();
  const keepTokens = context.store.tokens.snapshot();
  context.beforeLastWrite?.();
  keepTokens();
  try {
    return run();
  } finally {
    restore();
  }
}

/** Adds a duplicate of each created row, as another client would, without a check of unique names. */
export function addConcurrentDuplicate(
  context: SimulatorContext,
  run: () => ExchangeOutcome,
  position: "first" | "second",
  hit: () => void,
): ExchangeOutcome {
  const { store, ids } = context;
  const isFirst = position === "first";
  const reserved = isFirst ? store.nextOrdinal() : null;
  const duplicateIds = new Map<string, string>();
  const duplicateCreative = (row: Creative): Creative => {
    const id = ids.next("creative");
    duplicateIds.set(row.id, id);
    return { ...row, id };
  };
  const duplicateAd = (row: Ad): Ad => {
    const creativeId = duplicateIds.get(row.creativeId) ?? row.creativeId;
    return { ...row, id: ids.next("ad"), creativeId };
  };
  return runThen(run, hit, [
    forEachWritten(store.sequences, (row) =>
      store.sequences.put({ ...row, id: ids.next("sequence"), ordinal: reserved ?? store.nextOrdinal() }),
    ),
    forEachWritten(store.creatives, (row) => insertDuplicate(store.creatives, row, duplicateCreative(row), isFirst)),
    forEachWritten(store.adSets, (row) =>
      insertDuplicate(store.adSets, row, { ...row, id: ids.next("ad-set") }, isFirst),
    ),
    forEachWritten(store.ads, (row) => insertDuplicate(store.ads, row, duplicateAd(row), isFirst)),
  ]);
}

/** Inserts a duplicate before or after a row, for lists in the order of creation. */
function insertDuplicate<Row extends { readonly id: string }>(
  rows: Collection<Row>,
  created: Row,
  duplicate: Row,
  isFirst: boolean,
): void {
  if (isFirst) rows.delete(created.id);
  rows.put(duplicate);
  if (isFirst) rows.put(created);
}

export function transformWrites(
  context: SimulatorContext,
  run: () => ExchangeOutcome,
  effect: EffectOf<"transform">,
  hit: () => void,
): ExchangeOutcome {
  const { store } = context;
  return runThen(() => runWithWire(context, usualAnswers, run), hit, [
    forEachWritten(store.sequences, (row) => store.sequences.put(transformSequence(row, effect))),
    forEachWritten(store.creatives, (row) => store.creatives.put(transformName(row, effect))),
    forEachWritten(store.adSets, (row) => store.adSets.put(transformName(row, effect))),
    forEachWritten(store.ads, (row) => store.ads.put(transformName(row, effect))),
  ]);
}

/** Processes the rows that were written meanwhile and returns their number. Rows are never mutated, only replaced. */
type WriteHook = () => number;

function forEachWritten<Row extends { readonly id: string }>(
  rows: Collection<Row>,
  act: (row: Row) => void,
): WriteHook {
  const before = new Set(rows.all());
  return () => {
    const written = rows.all().filter((row) => !before.has(row));
    written.forEach(act);
    return written.length;
  };
}

function runThen(run: () => ExchangeOutcome, hit: () => void, hooks: readonly WriteHook[]): ExchangeOutcome {
  const outcome = run();
  const touched = hooks.map((act) => act());
  if (touched.some((count) => count > 0)) hit();
  return outcome;
}

import type { Outcome } from "../graph/outcome";
import type { Ad, Creative } from "../state/entities";
import type { Collection } from "../state/store";
import type { WireOptions } from "../state/wire";
import type { SimulatorContext } from "../state/simulator-context";
import type { EffectOf } from "./fault-rule";
import { transformName, transformSequence } from "./transform";

export function discardWrite(context: SimulatorContext, run: () => Outcome): Outcome {
  const restore = context.store.snapshot();
  try {
    return run();
  } finally {
    restore();
  }
}

export function runWithWire(context: SimulatorContext, options: Partial<WireOptions>, run: () => Outcome): Outcome {
  const usual = context.wire;
  context.wire = { ...usual, ...options };
  try {
    return run();
  } finally {
    context.wire = usual;
  }
}

export function serveStaleRead(context: SimulatorContext, run: () => Outcome): Outcome {
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

/** Somebody else's row beside each that is made, in the same go; nothing looks whether its name was free. */
export function addConcurrentDuplicate(
  context: SimulatorContext,
  run: () => Outcome,
  twin: "first" | "second",
  hit: () => void,
): Outcome {
  const { store, ids } = context;
  const isFirst = twin === "first";
  const reserved = isFirst ? store.nextOrdinal() : null;
  const twinOf = new Map<string, string>();
  const creativeTwin = (row: Creative): Creative => {
    const id = ids.next("creative");
    twinOf.set(row.id, id);
    return { ...row, id };
  };
  const adTwin = (row: Ad): Ad => {
    const creativeId = twinOf.get(row.creativeId) ?? row.creativeId;
    return { ...row, id: ids.next("ad"), creativeId };
  };
  return runThen(run, hit, [
    forEachWritten(store.sequences, (row) =>
      store.sequences.put({ ...row, id: ids.next("sequence"), ordinal: reserved ?? store.nextOrdinal() }),
    ),
    forEachWritten(store.creatives, (row) => putBeside(store.creatives, row, creativeTwin(row), isFirst)),
    forEachWritten(store.adSets, (row) => putBeside(store.adSets, row, { ...row, id: ids.next("ad-set") }, isFirst)),
    forEachWritten(store.ads, (row) => putBeside(store.ads, row, adTwin(row), isFirst)),
  ]);
}

/** For lists in the order of their making. */
function putBeside<Row extends { readonly id: string }>(
  rows: Collection<Row>,
  made: Row,
  twin: Row,
  isFirst: boolean,
): void {
  if (isFirst) rows.delete(made.id);
  rows.put(twin);
  if (isFirst) rows.put(made);
}

export function transformWrites(
  { store }: SimulatorContext,
  run: () => Outcome,
  effect: EffectOf<"transform">,
  hit: () => void,
): Outcome {
  return runThen(run, hit, [
    forEachWritten(store.sequences, (row) => store.sequences.put(transformSequence(row, effect))),
    forEachWritten(store.creatives, (row) => store.creatives.put(transformName(row, effect))),
    forEachWritten(store.adSets, (row) => store.adSets.put(transformName(row, effect))),
    forEachWritten(store.ads, (row) => store.ads.put(transformName(row, effect))),
  ]);
}

/** Acts on what has been made or changed since, and tells how many that were: rows are never mutated, only replaced. */
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

function runThen(run: () => Outcome, hit: () => void, afterthoughts: readonly WriteHook[]): Outcome {
  const outcome = run();
  const touched = afterthoughts.map((act) => act());
  if (touched.some((count) => count > 0)) hit();
  return outcome;
}

import type { Outcome } from "../server/outcome";
import type { Ad, Creative } from "../world/entities";
import type { Collection } from "../world/store";
import type { WireOptions } from "../world/wire";
import type { World } from "../world/world";
import type { EffectOf } from "./rule";
import { renamed, transformed } from "./transform";

export function unkept(world: World, run: () => Outcome): Outcome {
  const restore = world.store.snapshot();
  try {
    return run();
  } finally {
    restore();
  }
}

export function withWire(world: World, options: Partial<WireOptions>, run: () => Outcome): Outcome {
  const usual = world.wire;
  world.wire = { ...usual, ...options };
  try {
    return run();
  } finally {
    world.wire = usual;
  }
}

export function lagging(world: World, run: () => Outcome): Outcome {
  const restore = world.store.snapshot();
  const keepTokens = world.store.tokens.snapshot();
  world.beforeLastWrite?.();
  keepTokens();
  try {
    return run();
  } finally {
    restore();
  }
}

/** Somebody else's row beside each that is made, in the same go; nothing looks whether its name was free. */
export function twinned(world: World, run: () => Outcome, twin: "first" | "second", hit: () => void): Outcome {
  const { store, ids } = world;
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
  return afterwards(run, hit, [
    eachWritten(store.sequences, (row) =>
      store.sequences.put({ ...row, id: ids.next("sequence"), ordinal: reserved ?? store.nextOrdinal() }),
    ),
    eachWritten(store.creatives, (row) => putBeside(store.creatives, row, creativeTwin(row), isFirst)),
    eachWritten(store.adSets, (row) => putBeside(store.adSets, row, { ...row, id: ids.next("ad-set") }, isFirst)),
    eachWritten(store.ads, (row) => putBeside(store.ads, row, adTwin(row), isFirst)),
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

export function transforming(
  { store }: World,
  run: () => Outcome,
  effect: EffectOf<"transform">,
  hit: () => void,
): Outcome {
  return afterwards(run, hit, [
    eachWritten(store.sequences, (row) => store.sequences.put(transformed(row, effect))),
    eachWritten(store.creatives, (row) => store.creatives.put(renamed(row, effect))),
    eachWritten(store.adSets, (row) => store.adSets.put(renamed(row, effect))),
    eachWritten(store.ads, (row) => store.ads.put(renamed(row, effect))),
  ]);
}

/** Acts on what has been made or changed since, and tells how many that were: rows are never mutated, only replaced. */
type Afterthought = () => number;

function eachWritten<Row extends { readonly id: string }>(
  rows: Collection<Row>,
  act: (row: Row) => void,
): Afterthought {
  const before = new Set(rows.all());
  return () => {
    const written = rows.all().filter((row) => !before.has(row));
    written.forEach(act);
    return written.length;
  };
}

function afterwards(run: () => Outcome, hit: () => void, afterthoughts: readonly Afterthought[]): Outcome {
  const outcome = run();
  const touched = afterthoughts.map((act) => act());
  if (touched.some((count) => count > 0)) hit();
  return outcome;
}

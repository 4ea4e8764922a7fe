import type { Outcome } from "../server/outcome";
import type { Sequence } from "../world/entities";
import type { WireOptions } from "../world/wire";
import type { World } from "../world/world";
import type { EffectOf } from "./rule";
import { transformed } from "./transform";

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
  const reserved = twin === "first" ? world.store.nextOrdinal() : null;
  const { outcome, rows } = writing(world, run);
  for (const row of rows) {
    const ordinal = reserved ?? world.store.nextOrdinal();
    world.store.sequences.put({ ...row, id: world.ids.next("sequence"), ordinal });
  }
  if (rows.length > 0) hit();
  return outcome;
}

export function transforming(
  world: World,
  run: () => Outcome,
  effect: EffectOf<"transform">,
  hit: () => void,
): Outcome {
  const { outcome, rows } = writing(world, run);
  for (const row of rows) world.store.sequences.put(transformed(row, effect));
  if (rows.length > 0) hit();
  return outcome;
}

interface Writing {
  readonly outcome: Outcome;
  /** What was made or changed: rows are never mutated, only replaced. */
  readonly rows: readonly Sequence[];
}

function writing(world: World, run: () => Outcome): Writing {
  const before = new Set(world.store.sequences.all());
  const outcome = run();
  return { outcome, rows: world.store.sequences.all().filter((row) => !before.has(row)) };
}

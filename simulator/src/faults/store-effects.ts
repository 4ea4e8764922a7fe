import type { Outcome } from "../server/outcome";
import type { World } from "../world/world";

export function unkept(world: World, run: () => Outcome): Outcome {
  const restore = world.store.snapshot();
  try {
    return run();
  } finally {
    restore();
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

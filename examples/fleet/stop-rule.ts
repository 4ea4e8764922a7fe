import type { ShardResult } from "./shard-result";
import type { Ring } from "./shards";

/** Explains why the rollout stops after a ring; undefined if it goes on. */
export function findStopReason(ring: Ring, results: readonly ShardResult[], stopAbove: number): string | undefined {
  if (results.some(({ violations }) => violations > 0)) return `a mandatory policy was violated in ring ${ring}`;
  const accounts = results.flatMap((result) => result.accounts);
  const failed = accounts.filter(({ problem }) => problem !== undefined).length;
  const limit = ring === "canary" ? 0 : stopAbove;
  if (failed <= accounts.length * limit) return undefined;
  return `${failed} of ${accounts.length} accounts failed in ring ${ring}, more than ${formatPercent(limit)}`;
}

function formatPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

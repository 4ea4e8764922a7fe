import { createHash } from "node:crypto";
import type { Account } from "./inventory";

/** Rings in the order of the rollout. */
export const rings = ["canary", "early", "rest"] as const;
export type Ring = (typeof rings)[number];

/** The accounts of one stack. */
export interface Shard {
  readonly stack: string;
  readonly ring: Ring;
  readonly accounts: readonly Account[];
}

export interface ShardSettings {
  readonly shards: number;
  readonly earlyShare: number;
}

/** Distributes the accounts. An account stays in its stack whatever else the inventory contains. */
export function createShards(accounts: readonly Account[], { shards, earlyShare }: ShardSettings): readonly Shard[] {
  const byIndex = new Map<number, Account[]>();
  for (const account of accounts.filter(({ state }) => state !== "canary")) {
    const index = shardIndex(account.wabaId, shards);
    byIndex.set(index, [...(byIndex.get(index) ?? []), account]);
  }
  const early = Math.ceil(shards * earlyShare);
  const canary = {
    stack: "canary",
    ring: "canary",
    accounts: accounts.filter(({ state }) => state === "canary"),
  } as const;
  const others = Array.from({ length: shards }, (_, index): Shard => ({
    stack: shardName(index, shards),
    ring: index < early ? "early" : "rest",
    accounts: byIndex.get(index) ?? [],
  }));
  return [canary, ...others];
}

/** Names a stack. It contains the number of shards: with another number, no stack finds the accounts of its predecessor removed. */
function shardName(index: number, shards: number): string {
  const width = String(shards - 1).length;
  return `shard-${String(index).padStart(width, "0")}-of-${shards}`;
}

function shardIndex(wabaId: string, shards: number): number {
  return createHash("sha256").update(wabaId).digest().readUInt32BE(0) % shards;
}

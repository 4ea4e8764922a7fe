import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { FleetError, type Fleet } from "./fleet";
import { outputFile, readJsonFile, writeWhole } from "./files";
import { rings, type Shard } from "./shards";

const resultSchema = z.object({
  stack: z.string(),
  ring: z.enum(rings),
  /** Hash of the accounts and texts that were deployed. */
  inputs: z.string(),
  accounts: z.array(z.object({ wabaId: z.string(), problem: z.string().optional() })),
  violations: z.number(),
  seconds: z.number(),
  memoryMb: z.number(),
});

/** Result of one shard. An account with a problem is not completed. */
export type ShardResult = z.infer<typeof resultSchema>;

export function isCompleted({ accounts, violations }: ShardResult): boolean {
  return violations === 0 && accounts.every(({ problem }) => problem === undefined);
}

/** Returns a hash of everything that the program of a shard reads. */
export function hashInputs({ variantsOf }: Fleet, { accounts }: Shard): string {
  const inputs = accounts.map((account) => [account, variantsOf(account)]);
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}

export function resultFile(stack: string): string {
  return outputFile("results", `${stack}.json`);
}

/** Lists the stacks that have results. */
export function listResults(): readonly string[] {
  const folder = dirname(resultFile(""));
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.flatMap((file) => /^([a-z0-9-]+)\.json$/.exec(file)?.[1] ?? []);
}

export function readResult(stack: string): ShardResult | undefined {
  return readResultFile(resultFile(stack));
}

/** Reads a result; undefined if there is none. @throws FleetError if it is damaged */
export function readResultFile(file: string): ShardResult | undefined {
  try {
    return resultSchema.optional().parse(readJsonFile(file));
  } catch {
    throw new FleetError(
      `${file} is not the result of a shard. Delete it and run again: the shard is then deployed again, without calls where nothing changed.`,
    );
  }
}

export function writeResult(result: ShardResult): void {
  writeWhole(resultFile(result.stack), JSON.stringify(result, undefined, 2));
}

/** Creates the result of a shard whose worker left none. */
export function createLostResult(fleet: Fleet, shard: Shard): ShardResult {
  const problem = `the worker of ${shard.stack} ended without a result; see its output, and run again`;
  const accounts = shard.accounts.map(({ wabaId }) => ({ wabaId, problem }));
  const { stack, ring } = shard;
  return { stack, ring, inputs: hashInputs(fleet, shard), accounts, violations: 0, seconds: 0, memoryMb: 0 };
}

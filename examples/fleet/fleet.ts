import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { contentFolder, readContent, type Variant } from "./content";
import { projectFolder } from "./files";
import { readInventory, type Account } from "./inventory";
import { createShards, type Shard } from "./shards";

const share = z.number("must be a number from 0 to 1").min(0, "must be 0 or more").max(1, "must be 1 or less");

const settingsSchema = z.strictObject({
  shards: z.int("must be a whole number").min(1, "must be 1 or more").max(1000, "must be 1,000 or less"),
  earlyShare: share,
  stopAbove: share,
  policyPacks: z.array(z.string("must be the path of a folder"), "must be a list of folders").default([]),
});

export interface Fleet {
  readonly settings: z.infer<typeof settingsSchema>;
  readonly shards: readonly Shard[];
  readonly variantsOf: (account: Account) => readonly Variant[];
}

/** Several problems of the fleet's files, one on each line. */
export class FleetError extends Error {
  override readonly name = "FleetError";
}

/** Exit code of a worker that ended with a `PassphraseError`. */
export const passphraseExitCode = 3;

/** A missing passphrase, or one that is not that of the stack. Nothing was deployed, and the other stacks would fail too. */
export class PassphraseError extends FleetError {}

/** Reads the settings, inventory and content of the project. @throws FleetError with all problems */
export function readFleet(): Fleet {
  const missing = ["fleet.yaml", "inventory.csv"].filter((file) => !existsSync(join(projectFolder, file)));
  if (missing.length > 0) throw new FleetError(missing.map((file) => `${file}: does not exist`).join("\n"));
  const settings = settingsSchema.safeParse(readYaml("fleet.yaml"));
  const inventory = readInventory(projectFolder, "inventory.csv");
  const content = readContent(projectFolder, inventory.accounts);
  const issues = settings.success ? [] : settings.error.issues;
  const problems = [
    ...issues.map(({ path, message }) => `fleet.yaml: ${[...path, message].join(": ")}`),
    ...inventory.problems,
    ...content.problems,
  ];
  if (!settings.success || problems.length > 0) throw new FleetError(problems.join("\n"));
  return {
    settings: settings.data,
    shards: createShards(inventory.accounts, settings.data),
    variantsOf: (account) => content.variants.get(contentFolder(account)) ?? [],
  };
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(join(projectFolder, file), "utf8"));
  } catch (error) {
    throw error instanceof YAMLParseError ? new FleetError(`${file}: ${error.message}`) : error;
  }
}

/** Returns the shard of a stack. @throws FleetError if the settings have no such stack */
export function findShard({ shards, settings }: Fleet, stack: string): Shard {
  const shard = shards.find((each) => each.stack === stack);
  if (shard !== undefined) return shard;
  throw new FleetError(
    `fleet.yaml has no stack ${stack}: its ${settings.shards} shards are canary, ${shards[1]?.stack} to ${shards.at(-1)?.stack}. ` +
      "If the number of shards changed, restore it: the accounts of this stack would be deleted or created twice.",
  );
}

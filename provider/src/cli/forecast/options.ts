import { availableParallelism } from "node:os";
import { Option } from "commander";
import type { CliCommand } from "../cli-command";
import { parseIdList } from "../id-list";
import { tiers, type ForecastOptions, type Tier } from "./forecast";

/** Options about Meta's limits as commander parses them. */
export interface LimitOptions {
  readonly active?: readonly string[];
  readonly tier: Tier;
  readonly parallel?: string;
  readonly tokenPerAccount?: boolean;
}

/** Adds the options of a command that forecasts calls. */
export function addLimitOptions(command: CliCommand): CliCommand {
  return command
    .option(
      "--active <ids>",
      "accounts with a registered phone number, which have 5,000 calls an hour instead of 200: ids separated by commas, or all; may be repeated",
      appendValue,
    )
    .addOption(
      new Option("--tier <name>", "access to the Marketing API: 300 or 100,000 calls an hour for each ad account")
        .choices(tiers)
        .default("limited"),
    )
    .option("--token-per-account", "each account has its own access token, and each token is asked for its app")
    .option("-p, --parallel <count>", "steps that Pulumi runs at once; default: 4 per processor, as Pulumi");
}

function appendValue(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function readLimitOptions(
  command: CliCommand,
  { active = [], tier, parallel, tokenPerAccount }: LimitOptions,
): ForecastOptions {
  const count = parallel === undefined ? 4 * availableParallelism() : Number(/^\d{1,6}$/.exec(parallel)?.[0]);
  if (!(count > 0)) command.error("--parallel must be a whole number, at least 1.");
  return {
    active: active.includes("all") ? "all" : new Set(parseIdList("--active", "account", active)),
    ...{ tier, parallel: count, hasTokenPerAccount: tokenPerAccount === true },
  };
}

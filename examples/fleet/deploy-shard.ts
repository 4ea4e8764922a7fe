import { join } from "node:path";
import { StateError } from "pulumi-whatsapp-engine";
import { accountOf } from "./adoptions";
import { projectFolder } from "./files";
import { PassphraseError, type Fleet } from "./fleet";
import { openStack, type Engine, type FleetEvent } from "./fleet-stack";
import { adoptInterrupted } from "./recover";
import { hashInputs, type ShardResult } from "./shard-result";
import type { Shard } from "./shards";

export interface DeployOptions {
  readonly engine: Engine;
  /** True after a worker of this shard was killed. */
  readonly recover: boolean;
}

/** Deploys one shard. A failed account does not stop the others. @throws PassphraseError before the first account */
export async function deployShard(fleet: Fleet, shard: Shard, options: DeployOptions): Promise<ShardResult> {
  try {
    return await deployStack(fleet, shard, options);
  } catch (error) {
    throw isAboutPassphrase(error) ? new PassphraseError(`${shard.stack}: ${describePassphraseError(error)}`) : error;
  }
}

async function deployStack(fleet: Fleet, shard: Shard, { engine, recover }: DeployOptions): Promise<ShardResult> {
  const startMs = Date.now();
  const stack = await openStack(engine, shard.stack);
  // Releases the lock of the killed worker.
  if (recover) await stack.cancel();
  await adoptInterrupted(stack, fleet, shard);
  const errors = new ErrorCollector();
  try {
    const policyPacks = fleet.settings.policyPacks.map((folder) => join(projectFolder, folder));
    await stack.up({ continueOnError: true, policyPacks, onEvent: (event) => errors.observe(event) });
  } catch (error) {
    if (isAboutPassphrase(error)) throw error;
    errors.addFailure(error instanceof Error ? error.message : String(error));
  }
  return {
    stack: shard.stack,
    ring: shard.ring,
    inputs: hashInputs(fleet, shard),
    accounts: shard.accounts.map(({ wabaId }) => ({ wabaId, problem: errors.problemOf(wabaId) })),
    violations: errors.violations,
    seconds: (Date.now() - startMs) / 1000,
    memoryMb: process.resourceUsage().maxRSS / 1024,
  };
}

/** True for an error of the embedded engine or of the CLI about the passphrase. */
function isAboutPassphrase(error: unknown): error is Error {
  if (error instanceof StateError) return error.kind === "passphrase";
  return error instanceof Error && /incorrect passphrase|passphrase must be set/.test(error.message);
}

/** Takes the error of the CLI out of the output that the Automation API reports. */
function describePassphraseError({ message }: Error): string {
  const reason = /^error: (.*)$/m.exec(message)?.[1] ?? message;
  return reason.includes("PULUMI_CONFIG_PASSPHRASE")
    ? reason
    : `${reason}. Set PULUMI_CONFIG_PASSPHRASE to the passphrase of this stack.`;
}

/** Assigns errors to accounts by the names of their resources. */
class ErrorCollector {
  violations = 0;
  readonly #byAccount = new Map<string, string>();
  /** Error of the whole shard, such as a program that does not start. */
  #ofShard: string | undefined;

  observe({ diagnosticEvent, policyEvent }: FleetEvent): void {
    if (policyEvent?.enforcementLevel === "mandatory") this.violations += 1;
    if (diagnosticEvent?.severity !== "error") return;
    const message = diagnosticEvent.message.trim();
    const wabaId = accountOf(diagnosticEvent.urn ?? "");
    if (wabaId !== undefined) this.#byAccount.set(wabaId, message);
    else if (message !== "update failed") this.#ofShard ??= message;
  }

  addFailure(message: string): void {
    if (this.#byAccount.size === 0) this.#ofShard ??= message;
  }

  problemOf(wabaId: string): string | undefined {
    return this.#byAccount.get(wabaId) ?? this.#ofShard;
  }
}

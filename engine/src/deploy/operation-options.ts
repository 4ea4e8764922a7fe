import type { EngineEvent } from "../events";
import type { Host } from "../host/host";
import type { PackSettings } from "../policy/packs";
import type { ConfigValue, Project, RunningUpdate, Snapshot } from "../state";
import type { ImportPlan } from "../imports/import-options";
import type { Reporter } from "./reporting/reporter";

export type OperationKind = "update" | "refresh" | "destroy" | "import";
export interface OperationOptions {
  readonly host: Host;
  readonly kind: OperationKind;
  readonly dryRun: boolean;
  readonly project: Project;
  readonly stackName: string;
  readonly organization: string;
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly base: Snapshot;
  readonly update: RunningUpdate | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly parallel: number;
  readonly refreshFirst: boolean;
  /** Continues with resources that do not depend on a failed one. */
  readonly continueOnError: boolean;
  /** URNs, or URN patterns, of resources to replace. */
  readonly replace: readonly string[];
  readonly policyPacks: readonly PackSettings[];
  /** Base directory of relative paths. */
  readonly workDir: string;
  /** Resources to import. */
  readonly imports: ImportPlan | undefined;
  readonly signal: AbortSignal | undefined;
  readonly terminateSignal: AbortSignal | undefined;
  readonly onEvent: (event: EngineEvent) => void;
}
export interface OperationOutcome {
  readonly succeeded: boolean;
  readonly reporter: Reporter;
}

/** Subscribes to both abort signals. Returns a function that unsubscribes. */
export function listenForAbort(
  { signal, terminateSignal }: Pick<OperationOptions, "signal" | "terminateSignal">,
  cancel: () => void,
  terminate: () => void,
): () => void {
  signal?.addEventListener("abort", cancel, { once: true });
  terminateSignal?.addEventListener("abort", terminate, { once: true });
  return () => {
    signal?.removeEventListener("abort", cancel);
    terminateSignal?.removeEventListener("abort", terminate);
  };
}

import type {
  DiagnosticEvent,
  OpMap,
  OpType,
  StepEventMetadata,
  StepEventStateMetadata,
} from "@pulumi/pulumi/automation";
import type { EngineEvent } from "../../events";
import type { EnforcementLevel } from "../../host/analyzer-types";
import type { LogEntry } from "../../host/goals";
import type { DetailedDiff } from "../../host/provider-types";
import type { PendingOperation, ResourceState } from "../../state";
import { mapValues, maskSecrets } from "../../state/property-value";
import { rowsOfStep, attachRows } from "./step-rows";
import { isLogical, oldRow, opOf, urnOfStep, type StepDiff, type StepOutcome, type Step } from "../resources/step";
import { isDefaultProvider, typeOf } from "../../state/urn";

export interface Diagnostic {
  readonly urn: string;
  readonly severity: DiagnosticEvent["severity"];
  readonly message: string;
  /** Policy that reported the diagnostic, if any. */
  readonly policy?: ViolatedPolicy;
}
export interface ViolatedPolicy {
  readonly name: string;
  readonly packName: string;
  readonly packVersion: string;
  readonly enforcementLevel: EnforcementLevel;
}
type EventBody = Omit<EngineEvent, "sequence" | "timestamp">;

/** Ends the operation. Its cause has been reported already. */
export class BailError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BailError";
  }
}

/** Emits the Automation API's engine events, counts changes and collects diagnostics. */
export class Reporter {
  readonly changes: OpMap = {};
  readonly diagnostics: Diagnostic[] = [];
  #sequence = 0;
  readonly #emit: (event: EngineEvent) => void;
  readonly #planning: boolean;

  constructor(emit: (event: EngineEvent) => void, planning: boolean) {
    this.#emit = emit;
    this.#planning = planning;
  }

  send(body: EventBody): void {
    this.#emit({ sequence: this.#sequence++, timestamp: Math.floor(Date.now() / 1000), ...body });
  }

  diagnostic(severity: Diagnostic["severity"], urn: string, message: string, extra?: Partial<DiagnosticEvent>): void {
    if (extra?.ephemeral !== true) {
      this.diagnostics.push({ urn, severity, message });
    }
    const prefix = severity === "error" || severity === "warning" ? { prefix: `${severity}: ` } : {};
    const subject = urn === "" ? {} : { urn };
    this.send({
      diagnosticEvent: { ...subject, ...prefix, message: `${message}\n`, color: "never", severity, ...extra },
    });
  }

  error(urn: string, message: string): void {
    this.diagnostic("error", urn, message);
  }

  warnAboutPendingOperations(operations: readonly PendingOperation[]): void {
    if (operations.length > 0) {
      this.diagnostic("warning", "", pendingOperationsWarning(operations));
    }
  }

  log(entry: LogEntry): void {
    if (entry.severity !== "debug") {
      const { streamId: streamID, ephemeral } = entry;
      this.diagnostic(entry.severity, entry.urn, entry.message, { streamID, ephemeral });
    }
  }

  /** `created`: the new resource of a replacement that was already created. */
  stepStarted(step: Step, created?: ResourceState): void {
    if (!isDefaultProvider(urnOfStep(step))) {
      const metadata = metadataOf(step, opOf(step));
      attachRows(metadata, rowsOfStep(step, oldRow(step), created));
      this.send({ resourcePreEvent: { metadata, ...this.#phase() } });
    }
  }

  /** `before`: state of the resource when the step began, since a refresh changes it. */
  stepDone(step: Step, outcome: StepOutcome, before: ResourceState | undefined): void {
    const { row, op, isCounted = isLogical(step), diff = diffOf(step) } = outcome;
    if (isDefaultProvider(urnOfStep(step))) return;
    if (isCounted) {
      this.changes[op] = (this.changes[op] ?? 0) + 1;
    }
    const isCustom = "row" in step ? step.row.custom : step.old.row.custom;
    if (isCustom || step.kind === "refresh") {
      this.send({ resOutputsEvent: { metadata: metadataOf(step, op, row, before, diff), ...this.#phase() } });
    }
  }

  outputsRegistered(step: Step, row: ResourceState): void {
    this.send({ resOutputsEvent: { metadata: metadataOf(step, opOf(step), row), ...this.#phase() } });
  }

  stepFailed(step: Step, message: string): void {
    const urn = urnOfStep(step);
    this.error(urn, this.#planning ? `Preview failed: ${message}` : message);
    this.send({ resOpFailedEvent: { metadata: metadataOf(step, opOf(step)), status: 0, steps: 0 } });
  }

  #phase(): { planning?: true } {
    return this.#planning ? { planning: true } : {};
  }
}

function diffOf(step: Step): StepDiff | undefined {
  return "diff" in step ? step.diff : undefined;
}

function metadataOf(
  step: Step,
  op: OpType,
  result?: ResourceState,
  old = oldRow(step),
  diff = diffOf(step),
): StepEventMetadata {
  const planned = "row" in step ? step.row : undefined;
  const current = result ?? planned;
  const urn = urnOfStep(step);
  return {
    op,
    urn,
    type: typeOf(urn),
    ...(old === undefined ? {} : { old: stateOf(old) }),
    ...(current === undefined ? {} : { new: stateOf(current) }),
    ...(diff === undefined ? {} : { keys: [...diff.replaceKeys], diffs: [...diff.changedKeys] }),
    ...eventDiff(diff?.detailedDiff),
    logical: isLogical(step),
    provider: current?.provider ?? old?.provider ?? "",
  };
}

function eventDiff(diff: DetailedDiff | undefined): Pick<StepEventMetadata, "detailedDiff"> {
  const paths = Object.entries(diff ?? {});
  const entries = paths.map(([path, { kind, inputDiff }]): [string, unknown] => [path, { diffKind: kind, inputDiff }]);
  const result: unknown = diff === undefined ? {} : { detailedDiff: Object.fromEntries(entries) };
  // The kinds are the values of the SDK's enum, whose import would load the whole SDK.
  return result as Pick<StepEventMetadata, "detailedDiff">;
}

function stateOf(row: ResourceState): StepEventStateMetadata {
  return {
    type: row.type,
    urn: row.urn,
    custom: row.custom,
    delete: row.delete === true,
    id: row.id ?? "",
    parent: row.parent ?? "",
    protect: row.protect === true,
    retainOnDelete: row.retainOnDelete === true,
    inputs: mapValues(row.inputs ?? {}, maskSecrets),
    outputs: mapValues(row.outputs ?? {}, maskSecrets),
    provider: row.provider ?? "",
    initErrors: [...(row.initErrors ?? [])],
  };
}

/** Warning about pending operations of an interrupted run. The first lines match the CLI's. */
function pendingOperationsWarning(operations: readonly PendingOperation[]): string {
  const lines = operations.map(({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}`);
  return [
    `Attempting to deploy or update resources with ${operations.length} pending operations from previous deployment.`,
    ...lines,
    "An earlier run was interrupted, so it is unknown whether these took effect.",
    "Updates and deletes are repeated if they are still needed. A create stays listed: check with its provider whether it",
    "took effect, clean up, then drop it with `refresh --clear-pending-creates`.",
  ].join("\n");
}

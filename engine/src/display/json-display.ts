/** JSON output: engine events as lines, and the document of `preview --json`. Both mask secrets. */
import type { DiagnosticEvent, PreludeEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { performance } from "node:perf_hooks";
import { rowsOf } from "../deploy/reporting/step-rows";
import type { EngineEvent, PolicyEvent } from "../events";
import { maskSecrets, type PropertyMap, type ResourceState } from "../state";
import { serializeResource } from "../state/resource-codec";
import { mapValues } from "../state/property-value";
import { plainWriter } from "../state/secret-cache";
import { escapeControls } from "../terminal-text";
import { mask, shortText } from "./property-text";
import { isShown, plainMessage } from "./sections";
import type { EventDisplay, Output } from "./event-display";
import { stackType } from "../state/urn";
import { typeName } from "./op-labels";

/** Prints one event per line, like `pulumi up --json`. */
export function createJsonLinesDisplay(out: Output): EventDisplay {
  return {
    event: (event) => out(`${shortText(mask(event))}\n`),
    finish: () => undefined,
  };
}

/**
 * Prints one document at the end, like `pulumi preview --json`. It also contains policy results, which the CLI omits.
 */
export function createPreviewJsonDisplay(out: Output): EventDisplay {
  const startedMs = performance.now();
  const steps: StepEventMetadata[] = [];
  const diagnostics: DiagnosticEvent[] = [];
  const policyEvents: PolicyEvent[] = [];
  let config: PreludeEvent["config"] = {};
  let changeSummary = {};
  let policyPacks = {};
  return {
    event: ({ preludeEvent, resourcePreEvent, diagnosticEvent, policyEvent, summaryEvent }: EngineEvent) => {
      if (preludeEvent !== undefined) config = preludeEvent.config;
      if (resourcePreEvent !== undefined) steps.push(resourcePreEvent.metadata);
      if (diagnosticEvent !== undefined && isShown(diagnosticEvent)) diagnostics.push(diagnosticEvent);
      if (policyEvent !== undefined) policyEvents.push(policyEvent);
      if (summaryEvent !== undefined) ({ resourceChanges: changeSummary, policyPacks } = summaryEvent);
    },
    finish: () => {
      const document = {
        ...unlessEmpty("config", config),
        ...unlessEmpty("steps", steps.filter(isListed).map(stepOf)),
        ...unlessEmpty("diagnostics", diagnostics.map(diagnosticOf)),
        ...unlessEmpty("policyPacks", policyPacks),
        ...unlessEmpty("policyEvents", policyEvents.map(policyOf)),
        // Nanoseconds, like a duration in Go.
        duration: Math.round((performance.now() - startedMs) * 1e6),
        ...unlessEmpty("changeSummary", changeSummary),
      };
      out(`${escapeControls(JSON.stringify(document, undefined, 4))}\n`);
    },
  };
}

const replacementSteps: ReadonlySet<string> = new Set([
  ...["create-replacement", "delete-replaced", "read-replacement", "discard-replaced", "import-replacement"],
  "remove-pending-replace",
]);

/** Lists a replacement once. Unchanged resources are listed only for the stack, and if their protection changes. */
function isListed({ op, urn, old, new: fresh }: StepEventMetadata): boolean {
  if (op === "same") return typeName(urn) === stackType || old?.protect !== fresh?.protect;
  return !replacementSteps.has(op);
}

function stepOf(step: StepEventMetadata): unknown {
  const rows = rowsOf(step);
  return {
    op: step.op,
    urn: step.urn,
    ...(step.provider === "" ? {} : { provider: step.provider }),
    ...(rows?.old === undefined ? {} : { oldState: stateOf(rows.old) }),
    ...(rows?.new === undefined ? {} : { newState: step.op === "import" ? toImport(rows.new) : stateOf(rows.new) }),
    ...unlessEmpty("diffReasons", step.diffs ?? []),
    ...unlessEmpty("replaceReasons", step.keys ?? []),
    detailedDiff: rows?.detailedDiff ?? null,
  };
}

/** Serializes a resource with masked secrets. */
function stateOf(row: ResourceState): object {
  const { inputs, outputs } = row;
  return serializeResource(
    { ...row, ...maskedProperties("inputs", inputs), ...maskedProperties("outputs", outputs) },
    plainWriter,
  );
}

function maskedProperties(key: "inputs" | "outputs", values: PropertyMap = {}): Partial<ResourceState> {
  return { [key]: mapValues(values, maskSecrets) };
}

/** Serializes a resource that is about to be imported: its id is the import id. */
function toImport({ id, ...row }: ResourceState): object {
  return { ...stateOf(row), ...(id === undefined ? {} : { importID: id }) };
}

function unlessEmpty(key: string, value: object): object {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}

function policyOf(event: PolicyEvent): unknown {
  return { ...event, message: plainMessage(event.message).trimEnd() };
}

function diagnosticOf({ urn, prefix, message, severity }: DiagnosticEvent): unknown {
  return { ...(urn === undefined ? {} : { urn }), message: plainMessage(`${prefix ?? ""}${message}`), severity };
}

/** Output for machines: engine events as JSON lines, and the document of `preview --json`. Secrets are masked in both. */
import type { DiagnosticEvent, PreludeEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { performance } from "node:perf_hooks";
import { rowsOf } from "../deploy/reporting/step-rows";
import type { EngineEvent, PolicyEvent } from "../events";
import { masked, type PropertyMap, type ResourceState } from "../state";
import { serializeResource } from "../state/resource-codec";
import { plainWriter } from "../state/secret-cache";
import { escapeControls } from "../terminal-text";
import { mask, shortText } from "./property-text";
import { isShown, plainMessage } from "./sections";
import type { EventDisplay, Output } from "./event-display";
import { stackType, typeName } from "./op-labels";

/** One event per line, as `pulumi up --json` prints them. */
export function createJsonLinesDisplay(out: Output): EventDisplay {
  return {
    event: (event) => out(`${shortText(mask(event))}\n`),
    finish: () => undefined,
  };
}

/** One document at the end, as `pulumi preview --json` prints it; where policies ran, with what they say, which the CLI leaves out. */
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
        // Nanoseconds, as Go prints a duration.
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

/** A replacement is one step, not its three parts; what is unchanged is told of the stack alone, and where protection changes. */
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

/** A checkpoint's row without its secrets. */
function stateOf(row: ResourceState): object {
  const { inputs, outputs } = row;
  return serializeResource({ ...row, ...hidden("inputs", inputs), ...hidden("outputs", outputs) }, plainWriter);
}

function hidden(key: "inputs" | "outputs", values: PropertyMap = {}): Partial<ResourceState> {
  return { [key]: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, masked(value)])) };
}

/** Until it is imported a resource has no id of its own. */
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

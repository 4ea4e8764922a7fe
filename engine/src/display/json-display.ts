/** Output for machines: engine events as JSON lines, and the document of `preview --json`. Secrets are masked in both. */
import type { DiagnosticEvent, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import type { EngineEvent, PolicyEvent } from "../events";
import { mask } from "./property-text";
import { isShown, plainMessage } from "./sections";
import type { EventDisplay, Output } from "./types";

/** One event per line, as `pulumi up --json` prints them. */
export function createJsonLinesDisplay(out: Output): EventDisplay {
  return {
    event: (event) => out(`${JSON.stringify(mask(event))}\n`),
    finish: () => undefined,
  };
}

/** One document at the end, as `pulumi preview --json` prints it; where policies ran, with what they say, which the CLI leaves out. */
export function createPreviewJsonDisplay(out: Output): EventDisplay {
  const steps: StepEventMetadata[] = [];
  const diagnostics: DiagnosticEvent[] = [];
  const policyEvents: PolicyEvent[] = [];
  let summary: EngineEvent["summaryEvent"];
  return {
    event: (event) => {
      if (event.resourcePreEvent !== undefined) steps.push(event.resourcePreEvent.metadata);
      if (event.diagnosticEvent !== undefined && isShown(event.diagnosticEvent))
        diagnostics.push(event.diagnosticEvent);
      if (event.policyEvent !== undefined) policyEvents.push(event.policyEvent);
      if (event.summaryEvent !== undefined) summary = event.summaryEvent;
    },
    finish: () => {
      const document = {
        steps: steps.filter(isTold).map(stepOf),
        ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.map(diagnosticOf) }),
        ...(Object.keys(summary?.policyPacks ?? {}).length === 0
          ? {}
          : { policyPacks: summary?.policyPacks, policyEvents: policyEvents.map(policyOf) }),
        // Nanoseconds, as Go prints a duration.
        duration: Math.round((summary?.durationSeconds ?? 0) * 1e9),
        changeSummary: summary?.resourceChanges ?? {},
      };
      out(`${JSON.stringify(mask(document), undefined, 4)}\n`);
    },
  };
}

// A replacement is one step of the document, not its three parts.
function isTold(step: StepEventMetadata): boolean {
  return step.logical === true || step.op === "refresh";
}

function stepOf(step: StepEventMetadata): unknown {
  return {
    op: step.op,
    urn: step.urn,
    ...(step.provider === "" ? {} : { provider: step.provider }),
    ...(step.old === undefined ? {} : { oldState: stateOf(step.old) }),
    ...(step.new === undefined ? {} : { newState: stateOf(step.new) }),
    ...(step.keys === undefined || step.keys.length === 0 ? {} : { replaceReasons: step.keys }),
    detailedDiff: step.detailedDiff ?? null,
  };
}

/** In the shape of a checkpoint's row: what is empty there is left out. */
function stateOf(state: StepEventStateMetadata): unknown {
  return {
    urn: state.urn,
    custom: state.custom === true,
    ...(state.delete === true ? { delete: true } : {}),
    ...(state.id === "" ? {} : { id: state.id }),
    type: state.type,
    ...nonEmpty("inputs", state.inputs),
    ...nonEmpty("outputs", state.outputs),
    ...(state.parent === "" ? {} : { parent: state.parent }),
    ...(state.protect === true ? { protect: true } : {}),
    ...(state.retainOnDelete === true ? { retainOnDelete: true } : {}),
    ...(state.initErrors === undefined || state.initErrors.length === 0 ? {} : { initErrors: state.initErrors }),
    ...(state.provider === "" ? {} : { provider: state.provider }),
  };
}

function nonEmpty(
  key: "inputs" | "outputs",
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}

function policyOf(event: PolicyEvent): unknown {
  return { ...event, message: plainMessage(event.message).trimEnd() };
}

function diagnosticOf({ urn, message, severity }: DiagnosticEvent): unknown {
  return {
    ...(urn === undefined ? {} : { urn }),

    message: plainMessage(message),
    severity,
  };
}

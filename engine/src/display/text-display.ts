import { detailedSides } from "./detailed-sides";
import type { JsonRecord } from "../state/json";
import { performance } from "node:perf_hooks";
import type { DiagnosticEvent, StepEventMetadata, SummaryEvent } from "@pulumi/pulumi/automation";
import pico from "picocolors";
import type { EngineEvent } from "../events";
import { PolicySection } from "./policy-section";
import { changedKeys, type DiffLine, diffLines } from "./property-diff";
import { stackType } from "../state/urn";
import { escapeToLine } from "../terminal-text";
import { mapLines } from "./property-text";
import {
  countErrored,
  diagnosticsLines,
  isShown,
  messageText,
  outputsLines,
  paintSign,
  propertiesOf,
  summaryLines,
} from "./sections";
import type { DisplayKind, EventDisplay, Output } from "./event-display";
import { type Colors, durationText, isPreview, displayName, paintOf, titleOf, typeName, labelsOf } from "./op-labels";

export interface TextDisplayOptions {
  readonly out: Output;
  readonly kind: DisplayKind;
  readonly stackName: string;
  /** Default: depends on the terminal and NO_COLOR. */
  readonly color?: boolean | undefined;
  /** Shows all properties of created and deleted resources, also during an update. */
  readonly showDiff?: boolean | undefined;
}

/** Text output: the plan or progress line by line, then policies, diagnostics, outputs and a summary. */
export function createTextDisplay(options: TextDisplayOptions): EventDisplay {
  return new TextDisplay(options, pico.createColors(options.color ?? pico.isColorSupported));
}

class TextDisplay implements EventDisplay {
  readonly #options: TextDisplayOptions;
  readonly #colors: Colors;
  readonly #preview: boolean;
  readonly #startedMs = new Map<string, number>();
  readonly #planned = new Set<string>();
  readonly #replaced = new Set<string>();
  readonly #diagnostics: DiagnosticEvent[] = [];
  readonly #policies = new PolicySection();
  #stack: StepEventMetadata | undefined;
  #summary: SummaryEvent | undefined;
  #hasTitle = false;
  #loadsPacks = false;
  #hasProgress = false;
  #finished = false;

  constructor(options: TextDisplayOptions, colors: Colors) {
    this.#options = options;
    this.#colors = colors;
    this.#preview = isPreview(options.kind);
  }

  event(event: EngineEvent): void {
    this.#title();
    if (event.resourcePreEvent !== undefined) this.#showStart(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent !== undefined) this.#showEnd(event.resOutputsEvent.metadata);
    if (event.resOpFailedEvent !== undefined) this.#showFailure(event.resOpFailedEvent.metadata);
    if (event.diagnosticEvent !== undefined && isShown(event.diagnosticEvent)) {
      this.#diagnostics.push(event.diagnosticEvent);
    }
    this.#policy(event);
    if (event.stdoutEvent !== undefined) this.#options.out(messageText(event.stdoutEvent.message));
    if (event.summaryEvent !== undefined) this.#summary = event.summaryEvent;
  }

  #policy(event: EngineEvent): void {
    if (event.policyLoadEvent !== undefined && !this.#loadsPacks) this.#progress("Loading policy packs...");
    this.#loadsPacks ||= event.policyLoadEvent !== undefined;
    if (event.policyEvent !== undefined) this.#policies.addViolation(event.policyEvent);
    if (event.policyRemediationEvent !== undefined) this.#policies.addRemediation(event.policyRemediationEvent);
  }

  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    // As on the CLI, a mandatory violation suppresses the summary.
    const summary =
      this.#summary === undefined || this.#policies.hasMandatory
        ? []
        : summaryLines(this.#summary, this.#preview, countErrored(this.#diagnostics), this.#colors);
    const sections = [
      ...this.#policies.lines(this.#summary?.policyPacks ?? {}, this.#colors),
      ...diagnosticsLines(this.#diagnostics, this.#options.stackName, this.#colors),
      ...outputsLines(this.#stack, this.#preview, this.#colors),
      ...summary,
    ];
    if (this.#hasProgress && sections.length > 0) this.#line("");
    sections.forEach((line) => this.#line(line));
  }

  // Printed with the first event, so that an operation that fails to start has no title.
  #title(): void {
    if (this.#hasTitle) return;
    this.#hasTitle = true;
    this.#line(`${this.#colors.bold(titleOf(this.#options.kind))} (${this.#options.stackName}):`);
    this.#line("");
  }

  #showStart(step: StepEventMetadata): void {
    this.#startedMs.set(`${step.op} ${step.urn}`, performance.now());
    if (changesProtection(step)) this.#progress(`${this.#head(step)} [diff: ~protect]`);
    // A refresh is shown when its result is known. A replacement is shown by its two halves.
    if (step.op === "same" || step.op === "refresh") return;
    if (this.#preview) this.#plan(step);
    else if (hasNoEnd(step)) this.#progress(`${this.#head(step)} ${labelsOf(step.op).done}`);
    else if (step.op !== "replace") this.#progress(`${this.#head(step)} ${labelsOf(step.op).running}`);
  }

  #showEnd(step: StepEventMetadata): void {
    if (typeName(step.urn) === stackType) this.#stack = step;
    if (step.op === "same") return;
    if (this.#preview) {
      this.#plan(step);
      return;
    }
    const startedMs = this.#startedMs.get(`${step.op} ${step.urn}`) ?? this.#startedMs.get(`refresh ${step.urn}`);
    const took =
      startedMs === undefined || step.op === "replace" ? "" : ` (${durationText(performance.now() - startedMs)})`;
    this.#progress(`${this.#head(step)} ${labelsOf(step.op).done}${took}${this.#diffSummary(step)}`);
    if (this.#options.showDiff === true || this.#options.kind === "refresh") this.#properties(step);
  }

  /** Prints one line per planned step. A replacement is printed once. */
  #plan(step: StepEventMetadata): void {
    const key = `${step.op} ${step.urn}`;
    const isHalf = step.op === "create-replacement" || (step.op === "delete-replaced" && this.#replaced.has(step.urn));
    if (step.op === "replace") this.#replaced.add(step.urn);
    if (isHalf || this.#planned.has(key)) return;
    this.#planned.add(key);
    this.#progress(`${this.#head(step)} ${labelsOf(step.op).plan}${this.#diffSummary(step)}`);
    this.#properties(step);
  }

  #showFailure(step: StepEventMetadata): void {
    const reason = this.#diagnostics.findLast(({ urn, severity }) => urn === step.urn && severity === "error");
    const [firstLine = ""] = messageText(reason?.message ?? "").split("\n");
    const text = firstLine === "" ? "" : ` ${firstLine}`;
    this.#progress(`${this.#head(step)} ${this.#colors.red(`**${labelsOf(step.op).running} failed**`)}${text}`);
  }

  #head(step: StepEventMetadata): string {
    const paint = paintOf(step.op, this.#colors);
    return ` ${paint(labelsOf(step.op).mark)} ${typeName(step.urn)} ${this.#colors.bold(displayName(step.urn))}`;
  }

  #diffSummary(step: StepEventMetadata): string {
    const [before, after] = this.#sides(step);
    const seen = changedKeys(before, after);
    const also = (step.diffs ?? []).filter(
      (key) => !key.startsWith("__") && !seen.some((item) => item.slice(1) === key),
    );
    const keys = [...seen, ...also.map((key) => `~${key}`)];
    return keys.length === 0 || !isChange(step) ? "" : ` [diff: ${escapeToLine(keys.join(","))}]`;
  }

  #properties(step: StepEventMetadata): void {
    const lines = isChange(step) ? this.#changeLines(step) : this.#wholeLines(step);
    for (const { sign, text } of lines) this.#line(`      ${paintSign(sign, this.#colors)} ${text}`);
  }

  #changeLines(step: StepEventMetadata): readonly DiffLine[] {
    const [before, after] = this.#sides(step);
    return diffLines(before, after, step.diffs ?? []);
  }

  #wholeLines(step: StepEventMetadata): readonly DiffLine[] {
    if (this.#options.showDiff !== true || typeName(step.urn) === stackType) return [];
    const sign = step.new === undefined ? "-" : "+";
    return mapLines(propertiesOf((step.new ?? step.old)?.inputs)).map((text) => ({ sign, text }));
  }

  /**
   * JsonRecord to compare: old and new inputs or, if these are equal, old outputs and new inputs (drift). A refresh
   * compares outputs.
   */
  #sides(step: StepEventMetadata): readonly [JsonRecord, JsonRecord] {
    const detailed = detailedSides(step, this.#options.kind.endsWith("refresh"));
    if (detailed !== undefined) return detailed;
    const oldOutputs = propertiesOf(step.old?.outputs);
    if (this.#options.kind.endsWith("refresh")) return [oldOutputs, propertiesOf(step.new?.outputs)];
    const before = propertiesOf(step.old?.inputs);
    const after = propertiesOf(step.new?.inputs);
    if (changedKeys(before, after).length > 0) return [before, after];
    const stored = Object.fromEntries(Object.entries(oldOutputs).filter(([key]) => key in after));
    return changedKeys(stored, after).length > 0 && Object.keys(stored).length > 0
      ? [stored, { ...stored, ...pick(after, stored) }]
      : [before, after];
  }

  #progress(text: string): void {
    this.#hasProgress = true;
    this.#line(text);
  }

  #line(text: string): void {
    this.#options.out(`${text}\n`);
  }
}

function pick(from: JsonRecord, like: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.keys(like).map((key) => [key, from[key]]));
}

// Deleting or importing a component needs no provider call, so no event marks its end.
function hasNoEnd(step: StepEventMetadata): boolean {
  return (step.op === "delete" || step.op === "import") && (step.new ?? step.old)?.custom !== true;
}

// Protection is the one option whose change is shown for an unchanged resource.
function changesProtection(step: StepEventMetadata): boolean {
  return step.op === "same" && step.old?.protect !== step.new?.protect;
}

function isChange(step: StepEventMetadata): boolean {
  return step.op === "update" || step.op === "replace" || step.op === "create-replacement";
}

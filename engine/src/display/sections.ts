/** Final sections of a run: diagnostics, outputs, resources and duration. */
import { isRecord, type JsonRecord } from "../state/json";
import type { DiagnosticEvent, OpMap, OpType, StepEventMetadata, SummaryEvent } from "@pulumi/pulumi/automation";
import { stackType } from "../state/urn";
import { escapeOutput } from "../terminal-text";
import { changedKeys, diffLines } from "./property-diff";
import { mapLines, mask } from "./property-text";
import { type Colors, durationText, displayName, typeName, labelsOf } from "./op-labels";

/** Removes the CLI's color marks, such as `<{%reset%}>`. */
export function plainMessage(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "");
}

/** Formats a message for a terminal. */
export function messageText(message: string): string {
  return escapeOutput(plainMessage(message));
}

export function isShown(diagnostic: DiagnosticEvent): boolean {
  const severity: string = diagnostic.severity;
  return diagnostic.ephemeral !== true && severity !== "debug" && plainMessage(diagnostic.message).trim() !== "";
}

/** Groups diagnostics by resource. Those without one belong to the stack. */
export function diagnosticsLines(
  diagnostics: readonly DiagnosticEvent[],
  stackName: string,
  colors: Colors,
): readonly string[] {
  const groups = new Map<string, DiagnosticEvent[]>();
  for (const diagnostic of diagnostics) {
    const urn = diagnostic.urn ?? "";
    groups.set(urn, [...(groups.get(urn) ?? []), diagnostic]);
  }
  if (groups.size === 0) return [];
  const blocks = [...groups].flatMap(([urn, items]) => [
    `  ${subjectOf(urn, stackName, colors)}:`,
    ...items.flatMap((item) => messageLines(item, colors)),
    "",
  ]);
  return [colors.bold("Diagnostics:"), ...blocks];
}

function subjectOf(urn: string, stackName: string, colors: Colors): string {
  return urn === "" ? `stack ${stackName}` : `${colors.bold(typeName(urn))} (${displayName(urn)})`;
}

function messageLines(diagnostic: DiagnosticEvent, colors: Colors): readonly string[] {
  const [first = "", ...rest] = messageText(diagnostic.message).trimEnd().split("\n");
  return [`    ${severityText(diagnostic, colors)}${first}`, ...rest.map((line) => `    ${line}`)];
}

function severityText(diagnostic: DiagnosticEvent, colors: Colors): string {
  switch (diagnostic.severity) {
    case "error":
      return colors.red("error: ");
    case "warning":
      return colors.yellow("warning: ");
    case "info":
    case "info#err":
      return "";
    default:
      // A severity of a newer SDK.
      return "";
  }
}

/** Stack outputs, with changes marked. Empty for a preview without changes. */
export function outputsLines(
  stack: StepEventMetadata | undefined,
  onlyChanges: boolean,
  colors: Colors,
): readonly string[] {
  if (stack?.new === undefined) return [];
  const before = propertiesOf(stack.old?.outputs);
  const after = propertiesOf(stack.new.outputs);
  const isNew = stack.old === undefined;
  if (isNew || changedKeys(before, after).length === 0) {
    const lines = isNew || !onlyChanges ? mapLines(after, "    ") : [];
    return lines.length === 0 ? [] : [colors.bold("Outputs:"), ...lines, ""];
  }
  const changes = diffLines(before, after).map(({ sign, text }) => `  ${paintSign(sign, colors)} ${text}`);
  const kept = onlyChanges ? [] : mapLines(omitChanged(before, after), "    ");
  return [colors.bold("Outputs:"), ...changes, ...kept, ""];
}

function omitChanged(before: JsonRecord, after: JsonRecord): JsonRecord {
  const changed = changedKeys(before, after).map((key) => key.slice(1));
  return Object.fromEntries(Object.entries(after).filter(([key]) => !changed.includes(key)));
}

export function propertiesOf(value: unknown): JsonRecord {
  const masked = mask(value);
  return isRecord(masked) ? masked : {};
}

export function paintSign(sign: string, colors: Colors): string {
  if (sign === "+") return colors.green(sign);
  if (sign === "-") return colors.red(sign);
  return sign === "~" ? colors.yellow(sign) : sign;
}

/**
 * Counts resources with an error. The stack counts only if no resource failed, for example when the program throws;
 * otherwise its error only repeats that the update failed. The CLI always counts it.
 */
export function countErrored(diagnostics: readonly DiagnosticEvent[]): number {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const urns = new Set(errors.map(({ urn = "" }) => (typeName(urn) === stackType ? "" : urn)));
  return urns.size > 1 ? urns.size - Number(urns.has("")) : urns.size;
}

/** Lists the counts in the CLI's order. */
const countedOps: readonly OpType[] = ["create", "update", "delete", "replace", "read", "import", "discard"];

export function summaryLines(
  summary: SummaryEvent,
  preview: boolean,
  erroredCount: number,
  colors: Colors,
): readonly string[] {
  const counts: OpMap = summary.resourceChanges;
  const changed = countedOps.filter((op) => (counts[op] ?? 0) > 0);
  const lines = changed.map((op) => {
    const { mark, plan, done, color } = labelsOf(op);
    return `    ${colors[color](`${mark}${counts[op] ?? 0} ${preview ? `to ${plan}` : done}`)}`;
  });
  const total = changed.reduce((sum, op) => sum + (counts[op] ?? 0), 0);
  const same = counts.same ?? 0;
  const unchangedLine = [changed.length > 1 ? `${total} changes` : "", same > 0 ? `${same} unchanged` : ""]
    .filter((part) => part !== "")
    .join(". ");
  const errored = erroredCount > 0 ? [colors.red(`    ${erroredCount} errored`)] : [];
  const duration = preview ? [] : ["", `${colors.bold("Duration:")} ${durationText(summary.durationSeconds * 1000)}`];
  return [
    colors.bold("Resources:"),
    ...lines,
    ...(unchangedLine === "" ? [] : [`    ${unchangedLine}`]),
    ...errored,
    ...duration,
    "",
  ];
}

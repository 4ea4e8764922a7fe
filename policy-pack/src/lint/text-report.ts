import { formatFinding } from "../finding";
import { formatExpired, type Waiver } from "../waivers";
import type { CheckReport, RuleResult } from "./check";
import { formatCount, escapeControls } from "./io";
import type { FileDiagnostic } from "./source";

type Paint = (text: string) => string;

function colorize(code: number): Paint {
  return (text) => `\u001b[${code}m${text}\u001b[39m`;
}

const paints = { error: colorize(31), warning: colorize(33) } as const;

/** Formats `file:line:column`, or the file only. */
export function formatLocation({ file, region }: FileDiagnostic): string {
  return region === undefined ? file : `${file}:${region.startLine}:${region.startColumn}`;
}

/** Formats `file:line:column level: reason`. */
export function formatDiagnostic(diagnostic: FileDiagnostic, level: "error" | "note"): string {
  return escapeControls(`${formatLocation(diagnostic)} ${level}: ${diagnostic.reason}`);
}

function formatResultLocation({ finding: { path, span }, subject }: RuleResult): string {
  const { startLine, startColumn } = subject.locate(path, span);
  return `${subject.file}:${startLine}:${startColumn}`;
}

/** Numbers for the summary. */
export interface Counts {
  readonly files: number;
  /** Files and folders that are unreadable, or contain anything other than sequences and orders. */
  readonly invalid: number;
  readonly sequences: number;
  readonly orders: number;
}

/** Formats the report: findings, waived findings, notes, skipped rules and the summary. */
export function formatTextReport(
  report: CheckReport,
  counts: Counts,
  notes: readonly FileDiagnostic[],
  color: boolean,
): string {
  const open = report.results.filter(({ waiver }) => waiver === undefined);
  const lines = [
    ...open.map((result) => formatResult(result, color)),
    ...report.expiredWaivers.map(
      (waiver) => `${color ? paints.error("error") : "error"} ${escapeControls(formatExpired(waiver))}`,
    ),
    ...report.results.flatMap((result) => (result.waiver === undefined ? [] : [formatWaived(result, result.waiver)])),
    ...report.unusedWaivers.map(({ rule, resource, expires }) =>
      escapeControls(`unused waiver of ${rule} for ${resource} until ${expires}: remove it`),
    ),
    ...notes.map((note) => formatDiagnostic(note, "note")),
    ...report.skipped.map(({ rule, reason, count }) =>
      escapeControls(`not applicable ${rule.id} (${formatCount(count, "time")}): ${reason.en}`),
    ),
    formatSummary(report, counts),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function formatResult(result: RuleResult, color: boolean): string {
  const { rule, level, finding } = result;
  return `${escapeControls(formatResultLocation(result))} ${color ? paints[level](level) : level} ${rule.id}: ${escapeControls(formatFinding(finding, "en"))}`;
}

function formatWaived(result: RuleResult, { expires, reason }: Waiver): string {
  return escapeControls(
    `${formatResultLocation(result)} waived ${result.rule.id} until ${expires} (${reason}): ${formatFinding(result.finding, "en")}`,
  );
}

/** Counts the findings of a level that are not waived. */
export function countResults({ results }: CheckReport, level: RuleResult["level"]): number {
  return results.filter((result) => result.waiver === undefined && result.level === level).length;
}

/** Formats the totals in one line. */
export function formatSummary(report: CheckReport, { files, invalid, sequences, orders }: Counts): string {
  const skippedRules = new Set(report.skipped.map(({ rule }) => rule)).size;
  const errors = countResults(report, "error");
  const parts = [
    ...(invalid > 0 ? [`${formatCount(invalid, "file")} unreadable or invalid`] : []),
    // In a failed run, "0 errors" would look like a success.
    ...(invalid > 0 && errors === 0 ? [] : [formatCount(errors, "error")]),
    formatCount(countResults(report, "warning"), "warning"),
    `${report.results.filter(({ waiver }) => waiver !== undefined).length} waived`,
    ...(report.expiredWaivers.length > 0 ? [formatCount(report.expiredWaivers.length, "expired waiver")] : []),
    ...(skippedRules > 0 ? [`${formatCount(skippedRules, "rule")} not applicable`] : []),
  ];
  const subjects = [
    ...(sequences > 0 || orders === 0 ? [formatCount(sequences, "sequence")] : []),
    ...(orders > 0 ? [formatCount(orders, "order")] : []),
  ];
  return `${parts.join(", ")}; ${subjects.join(" and ")} in ${formatCount(files, "file")} checked.`;
}

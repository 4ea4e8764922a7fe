import { described } from "../finding";
import type { Waiver } from "../waivers";
import type { Checked, Result } from "./check";
import { counted, harmless } from "./io";
import type { Remark } from "./source";

type Paint = (text: string) => string;

function painted(code: number): Paint {
  return (text) => `\u001b[${code}m${text}\u001b[39m`;
}

const paints = { error: painted(31), warning: painted(33) } as const;

/** `file:line:column`, or the file alone. */
export function placed({ file, region }: Remark): string {
  return region === undefined ? file : `${file}:${region.startLine}:${region.startColumn}`;
}

/** `file:line:column level: what`. */
export function remarkLine(remark: Remark, level: "error" | "note"): string {
  return harmless(`${placed(remark)} ${level}: ${remark.reason}`);
}

/** Where a finding stands. */
function placeOf({ finding: { path, span }, subject }: Result): string {
  const { startLine, startColumn } = subject.regionOf(path, span);
  return `${subject.file}:${startLine}:${startColumn}`;
}

/** How much was read. */
export interface Counts {
  readonly files: number;
  /** Files and folders that could not be read, or hold something that is no sequence or order. */
  readonly invalid: number;
  readonly sequences: number;
  readonly orders: number;
}

/** The findings a line each, then what is let pass, what was not checked, and the sums. */
export function textReport(checked: Checked, counts: Counts, notes: readonly Remark[], color: boolean): string {
  const open = checked.results.filter(({ waiver }) => waiver === undefined);
  const lines = [
    ...open.map((result) => findingLine(result, color)),
    ...checked.expired.map((waiver) => `${color ? paints.error("error") : "error"} ${expiredText(waiver)}`),
    ...checked.results.flatMap((result) => (result.waiver === undefined ? [] : [waivedLine(result, result.waiver)])),
    ...checked.idle.map(({ rule, resource, expires }) =>
      harmless(`waiver ${rule} for ${resource} until ${expires} lets pass nothing: take it out`),
    ),
    ...notes.map((note) => remarkLine(note, "note")),
    ...checked.unchecked.map(({ rule, reason, times }) =>
      harmless(`not applicable ${rule.id} (${counted(times, "time")}): ${reason}`),
    ),
    summary(checked, counts),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function findingLine(result: Result, color: boolean): string {
  const { rule, level, finding } = result;
  return `${harmless(placeOf(result))} ${color ? paints[level](level) : level} ${rule.id}: ${harmless(described(finding))}`;
}

function waivedLine(result: Result, { expires, reason }: Waiver): string {
  return harmless(
    `${placeOf(result)} waived ${result.rule.id} until ${expires} (${reason}): ${described(result.finding)}`,
  );
}

/** Of a waiver that has ended. */
export function expiredText({ rule, resource, expires, reason }: Waiver): string {
  return harmless(
    `the waiver of ${rule} for ${resource} expired on ${expires} (${reason}). Mend what it let pass and take it out, or renew it.`,
  );
}

/** How many of a level are found and not waived. */
export function countOf({ results }: Checked, level: Result["level"]): number {
  return results.filter((result) => result.waiver === undefined && result.level === level).length;
}

/** The sums in one line. */
export function summary(checked: Checked, { files, invalid, sequences, orders }: Counts): string {
  const unchecked = new Set(checked.unchecked.map(({ rule }) => rule)).size;
  const errors = countOf(checked, "error");
  const parts = [
    ...(invalid > 0 ? [`${counted(invalid, "file")} unreadable or invalid`] : []),
    // In a run that fails, "0 errors" would be taken for a success.
    ...(invalid > 0 && errors === 0 ? [] : [counted(errors, "error")]),
    counted(countOf(checked, "warning"), "warning"),
    `${checked.results.filter(({ waiver }) => waiver !== undefined).length} waived`,
    ...(checked.expired.length > 0 ? [counted(checked.expired.length, "expired waiver")] : []),
    ...(unchecked > 0 ? [`${counted(unchecked, "rule")} not applicable`] : []),
  ];
  const subjects = [
    ...(sequences > 0 || orders === 0 ? [counted(sequences, "sequence")] : []),
    ...(orders > 0 ? [counted(orders, "order")] : []),
  ];
  return `${parts.join(", ")}; ${subjects.join(" and ")} in ${counted(files, "file")} checked.`;
}

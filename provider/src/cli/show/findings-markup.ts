import { escapeHtml } from "./escape-html";
import { argumentOf, type Finding } from "./sarif";

interface FindingsOptions {
  /** Shows which message each finding is about. */
  readonly hasNames?: boolean;
  /** Shows the file of each finding. Default: only its line, for a list under the name of the file. */
  readonly hasFiles?: boolean;
}

/** Lists findings in HTML, each with the argument that it is about. */
export function renderFindings(findings: readonly Finding[], options: FindingsOptions = {}): string {
  if (findings.length === 0) return "";
  const items = findings.map((finding) => {
    const { rule, level, message } = finding;
    const argument = argumentOf(finding);
    const rest = argument === undefined ? message : message.slice(argument.length).replace(/^[:,]\s*/, "");
    const subject = options.hasNames === true ? finding.name : undefined;
    const place = [subject, argument, placeOf(finding, options)].filter((part) => part !== undefined);
    const head = place.length === 0 ? "" : `<strong>${escapeHtml(place.join(", "))}</strong> `;
    const code = rule === undefined ? "" : ` <code>${escapeHtml(rule)}</code>`;
    return `<li class="${level}">${head}${escapeHtml(capitalize(rest))}${code}</li>`;
  });
  return `<ul class="findings" aria-label="Policy findings">${items.join("")}</ul>`;
}

function placeOf({ file, line }: Finding, { hasFiles = false }: FindingsOptions): string | undefined {
  if (!hasFiles || file === undefined) return line === undefined ? undefined : `line ${line}`;
  return line === undefined ? file : `${file}:${line}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { escapeHtml } from "./escape-html";
import { argumentOf, type Finding } from "./sarif";

/** Lists findings in HTML, each with the argument that it is about. */
export function renderFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const items = findings.map((finding) => {
    const { rule, level, message, line } = finding;
    const argument = argumentOf(finding);
    const rest = argument === undefined ? message : message.slice(argument.length).replace(/^[:,]\s*/, "");
    const place = [...(argument === undefined ? [] : [argument]), ...(line === undefined ? [] : [`line ${line}`])];
    const head = place.length === 0 ? "" : `<strong>${escapeHtml(place.join(", "))}</strong> `;
    return `<li class="${level}">${head}${escapeHtml(capitalize(rest))} <code>${escapeHtml(rule)}</code></li>`;
  });
  return `<ul class="findings" aria-label="Policy findings">${items.join("")}</ul>`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

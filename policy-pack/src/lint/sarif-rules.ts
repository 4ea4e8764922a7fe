import type * as sarif from "sarif";
import type { EnforcementLevel, Severity } from "../rules/rule";
import type { SelectedRule } from "../selection";
import { escapeControls } from "./io";

/** Rule id of expired waivers, as in the policy pack. */
export const expiredRuleId = "whatsapp-expired-waivers";

/** Escapes a SARIF message: doubles braces (3.11.5) and prevents links (3.11.6). */
export function escapeMessage(text: string): string {
  return escapeControls(text).replace(/[{}]/g, "$&$&").replace(/\]\(/g, "] (");
}

function getSarifLevel(level: EnforcementLevel): "error" | "warning" {
  return level === "advisory" ? "warning" : "error";
}

// Values of GitHub code scanning.
const problemSeverities = {
  low: "recommendation",
  medium: "warning",
  high: "error",
  critical: "error",
} as const satisfies Record<Severity, string>;

/** Describes the rules that ran. */
export function describeRules(rules: readonly SelectedRule[], hasExpired: boolean): sarif.ReportingDescriptor[] {
  return [...rules.map(describeRule), ...(hasExpired ? [expiredRule] : [])];
}

function describeRule({
  rule: { id, kind, description, remediationSteps, severity, reference, languages },
  enforcementLevel,
}: SelectedRule): sarif.ReportingDescriptor {
  const referenceText = escapeMessage(`Reference: ${reference.title}, ${reference.section}.`);
  const link = reference.url === undefined ? "" : ` [${reference.title}](${reference.url})`;
  return {
    id,
    shortDescription: { text: escapeMessage(description) },
    fullDescription: { text: `${escapeMessage(description)} ${referenceText}` },
    help: {
      text: `${escapeMessage(remediationSteps)} ${referenceText}${reference.url === undefined ? "" : ` ${reference.url}`}`,
      markdown: `${escapeMessage(remediationSteps)}\n\n${referenceText}${link}`,
    },
    ...(reference.url === undefined ? {} : { helpUri: reference.url }),
    defaultConfiguration: { level: getSarifLevel(enforcementLevel) },
    properties: {
      tags: [
        "whatsapp",
        kind === "order" ? "orders" : "content",
        ...(languages ?? []).map((language) => `language-${language}`),
      ],
      severity,
      "problem.severity": problemSeverities[severity],
    },
  };
}

const expiredRule: sarif.ReportingDescriptor = {
  id: expiredRuleId,
  shortDescription: { text: "Waivers have not expired." },
  fullDescription: { text: "An expired waiver fails the run, so that someone renews or removes it." },
  help: { text: "Fix the violation and remove the waiver, or renew it with a reason." },
  defaultConfiguration: { level: "error" },
  properties: { tags: ["whatsapp", "waivers"], severity: "medium", "problem.severity": "error" },
};

import type * as sarif from "sarif";
import type { Level, Severity } from "../rules/rule";
import type { Selected } from "../selection";
import { harmless } from "./io";

/** Of the findings about waivers, as the pack calls it too. */
export const expiredRuleId = "whatsapp-expired-waivers";

/** Text as a message of SARIF, in which braces are doubled (3.11.5) and a text of someone's must not become a link (3.11.6). */
export function messageText(text: string): string {
  return harmless(text).replace(/[{}]/g, "$&$&").replace(/\]\(/g, "] (");
}

function levelOf(level: Level): "error" | "warning" {
  return level === "advisory" ? "warning" : "error";
}

// In the words of GitHub's code scanning.
const problemSeverities = {
  low: "recommendation",
  medium: "warning",
  high: "error",
  critical: "error",
} as const satisfies Record<Severity, string>;

/** The rules that ran, described. */
export function driverRules(rules: readonly Selected[], hasExpired: boolean): sarif.ReportingDescriptor[] {
  return [...rules.map(described), ...(hasExpired ? [expiredRule] : [])];
}

function described({
  rule: { id, kind, description, steps, severity, basis, languages },
  level,
}: Selected): sarif.ReportingDescriptor {
  const basisText = messageText(`Stands on: ${basis.title}, ${basis.section}.`);
  const link = basis.url === undefined ? "" : ` [${basis.title}](${basis.url})`;
  return {
    id,
    shortDescription: { text: messageText(description) },
    fullDescription: { text: `${messageText(description)} ${basisText}` },
    help: {
      text: `${messageText(steps)} ${basisText}${basis.url === undefined ? "" : ` ${basis.url}`}`,
      markdown: `${messageText(steps)}\n\n${basisText}${link}`,
    },
    ...(basis.url === undefined ? {} : { helpUri: basis.url }),
    defaultConfiguration: { level: levelOf(level) },
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
  shortDescription: { text: "No waiver has expired." },
  fullDescription: { text: "A waiver that has ended fails, so that it is renewed with a reason or taken out." },
  help: { text: "Mend what was waived and take the waiver out, or renew it with a reason." },
  defaultConfiguration: { level: "error" },
  properties: { tags: ["whatsapp", "waivers"], severity: "medium", "problem.severity": "error" },
};

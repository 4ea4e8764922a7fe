/** The policy section: remediations and violations by pack. */
import type { SummaryEvent } from "@pulumi/pulumi/automation";
import type { PolicyEvent, PolicyRemediationEvent } from "../events";
import { escapeToLine } from "../terminal-text";
import { messageText } from "./sections";
import { type Colors, displayName, typeName } from "./op-labels";

interface PackReport {
  readonly paths: string[];
  readonly violations: PolicyEvent[];
  /** Number of remediated resources by policy. */
  readonly remedied: Map<string, number>;
}

/** Collects policy events for the final section. */
export class PolicySection {
  readonly #violations: PolicyEvent[] = [];
  readonly #remediations: PolicyRemediationEvent[] = [];

  addViolation(event: PolicyEvent): void {
    this.#violations.push(event);
  }

  addRemediation(event: PolicyRemediationEvent): void {
    this.#remediations.push(event);
  }

  get hasMandatory(): boolean {
    return this.#violations.some(isMandatory);
  }

  lines(packs: SummaryEvent["policyPacks"], colors: Colors): readonly string[] {
    const reports = [...this.#reports(packs)].sort(([left], [right]) => compare(left, right));
    if (reports.length === 0) return [];
    const blocks = reports.flatMap(([pack, report]) => packLines(pack, report, colors));
    return [colors.bold("Policies:"), ...blocks, ""];
  }

  /** Lines by `name@version`. Packs without a result are listed too. */
  #reports(packs: SummaryEvent["policyPacks"]): ReadonlyMap<string, PackReport> {
    const reports = new Map<string, PackReport>();
    const reportOf = (name: string, version: string): PackReport => {
      const key = `${name}@v${version}`;
      const report = reports.get(key) ?? { paths: [], violations: [], remedied: new Map<string, number>() };
      reports.set(key, report);
      return report;
    };
    for (const [key, version] of Object.entries(packs)) {
      const [name = "", , path = ""] = key.split("|");
      reportOf(name, version).paths.push(path);
    }
    for (const event of this.#violations) {
      reportOf(event.policyPackName, event.policyPackVersion).violations.push(event);
    }
    for (const { policyPackName, policyPackVersion, policyName } of this.#remediations) {
      const { remedied } = reportOf(policyPackName, policyPackVersion);
      remedied.set(policyName, (remedied.get(policyName) ?? 0) + 1);
    }
    return reports;
  }
}

function packLines(pack: string, { paths, violations, remedied }: PackReport, colors: Colors): readonly string[] {
  const local = paths.length === 0 ? "" : ` (local: ${paths.toSorted(compare).join("; ")})`;
  const counts = [...remedied].sort(([left], [right]) => compare(left, right));
  return [
    `    ${markOf(violations)} ${colors.cyan(escapeToLine(pack))}${escapeToLine(local)}`,
    ...counts.map(([name, count]) => {
      const resources = `(${String(count)} ${count === 1 ? "resource" : "resources"})`;
      return `        - ${colors.cyan(escapeToLine(`[remediate]  ${name}`))}  ${resources}`;
    }),
    ...violations.toSorted(byWeight).flatMap((event) => violationLines(event, colors)),
  ];
}

function markOf(violations: readonly PolicyEvent[]): string {
  if (violations.length === 0) return "✅";
  return violations.some(isMandatory) ? "❌" : "⚠️";
}

function violationLines(event: PolicyEvent, colors: Colors): readonly string[] {
  const { enforcementLevel, severity, policyName, resourceUrn = "", message } = event;
  const paint = isMandatory(event) ? colors.red : colors.yellow;
  const weight = severity === undefined ? "" : ` [severity: ${severity}]`;
  const subject = resourceUrn === "" ? "" : `  (${typeName(resourceUrn)}: ${displayName(resourceUrn)})`;
  const lines = messageText(message).replace(/\n$/, "").split("\n");
  return [
    `        - ${paint(escapeToLine(`[${enforcementLevel}]${weight}  ${policyName}`))}${subject}`,
    ...lines.map((line) => `          ${line}`),
  ];
}

function isMandatory({ enforcementLevel }: PolicyEvent): boolean {
  return enforcementLevel === "mandatory";
}

const severityOrder: readonly (string | undefined)[] = ["critical", "high", "medium", "low", undefined];

/** Most severe violations first, then by policy and resource. */
function byWeight(left: PolicyEvent, right: PolicyEvent): number {
  return (
    Number(isMandatory(right)) - Number(isMandatory(left)) ||
    severityOrder.indexOf(left.severity) - severityOrder.indexOf(right.severity) ||
    compare(left.policyName, right.policyName) ||
    compare(left.resourceUrn ?? "", right.resourceUrn ?? "")
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

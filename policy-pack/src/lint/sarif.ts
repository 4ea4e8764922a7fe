import { createHash } from "node:crypto";
import type * as sarif from "sarif";
import { formatFinding } from "../finding";
import { describeExpired, type Waiver } from "../waivers";
import type { CheckReport, RuleResult } from "./check";
import { describeRules, expiredRuleId, escapeMessage } from "./sarif-rules";
import type { Region, FileDiagnostic } from "./source";

const root = "%SRCROOT%";

export interface SarifInput {
  readonly report: CheckReport;
  readonly errors: readonly FileDiagnostic[];
  readonly notes: readonly FileDiagnostic[];
  /** Expired waivers with their positions. */
  readonly expiredWaivers: readonly (FileDiagnostic & { readonly waiver: Waiver })[];
  readonly exitCode: number;
  readonly version: string;
}

/** Creates a SARIF 2.1.0 log. File paths are relative to the working folder. */
export function createSarifLog(input: SarifInput): sarif.Log {
  const { report, errors, notes, expiredWaivers, exitCode, version } = input;
  const rules = describeRules(report.rules, expiredWaivers.length > 0);
  const indexOf = new Map(rules.map(({ id }, i) => [id, i]));
  const fingerprint = createFingerprinter();
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "pulumi-whatsapp-policy", version, semanticVersion: version, rules } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [root]: { description: { text: "The folder in which the command ran." } } },
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            exitCode,
            toolExecutionNotifications: [
              ...errors.map((diagnostic) => createNotification("error", diagnostic)),
              ...notes.map((diagnostic) => createNotification("note", diagnostic)),
            ],
          },
        ],
        results: [
          ...report.results.map((result) => createResult(result, indexOf, fingerprint)),
          ...expiredWaivers.map((diagnostic) => createExpiredResult(diagnostic, indexOf, fingerprint)),
        ],
      },
    ],
  };
}

type IndexOf = ReadonlyMap<string, number>;

function createResult(
  { rule, level, finding, subject, waiver }: RuleResult,
  indexOf: IndexOf,
  fingerprint: Fingerprinter,
): sarif.Result {
  const { name, isNamed, urn, file } = subject;
  return {
    ruleId: rule.id,
    ruleIndex: indexOf.get(rule.id) ?? -1,
    level,
    message: { text: escapeMessage(formatFinding(finding, "en")) },
    locations: [
      {
        physicalLocation: createLocation(file, subject.locate(finding.path, finding.span)),
        logicalLocations: isNamed ? [{ name, fullyQualifiedName: urn ?? name, kind: "resource" }] : [],
      },
    ],
    partialFingerprints: fingerprint([rule.id, file, isNamed ? (urn ?? name) : "", finding.path, finding.message.en]),
    suppressions: waiver === undefined ? [] : [{ kind: "external", status: "accepted", justification: waiver.reason }],
  };
}

function createExpiredResult(
  { file, region, waiver }: FileDiagnostic & { readonly waiver: Waiver },
  indexOf: IndexOf,
  fingerprint: Fingerprinter,
): sarif.Result {
  return {
    ruleId: expiredRuleId,
    ruleIndex: indexOf.get(expiredRuleId) ?? -1,
    level: "error",
    message: { text: escapeMessage(describeExpired(waiver).en) },
    locations: [{ physicalLocation: createLocation(file, region) }],
    partialFingerprints: fingerprint([expiredRuleId, file, waiver.rule, waiver.resource, waiver.expires]),
    suppressions: [],
  };
}

function createNotification(level: "error" | "note", { file, region, reason }: FileDiagnostic): sarif.Notification {
  return {
    level,
    message: { text: escapeMessage(reason) },
    locations: [{ physicalLocation: createLocation(file, region) }],
  };
}

function createLocation(file: string, region: Region | undefined): sarif.PhysicalLocation {
  return {
    artifactLocation: createArtifact(file),
    ...(region === undefined ? {} : { region: { ...region } }),
  };
}

/** Files outside the working folder, and standard input, have no base. */
function createArtifact(file: string): sarif.ArtifactLocation {
  if (file === "<stdin>") return { uri: "stdin", description: { text: "Standard input." } };
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return file.startsWith("../") ? { uri } : { uri, uriBaseId: root };
}

type Fingerprinter = (parts: readonly string[]) => Record<string, string>;

/** Creates fingerprints from the content of findings, which survive moved lines. Numbers equal ones. */
function createFingerprinter(): Fingerprinter {
  const counts = new Map<string, number>();
  return (parts) => {
    const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    return { "content/v1": `${digest}:${count}` };
  };
}

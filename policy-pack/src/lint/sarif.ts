import { createHash } from "node:crypto";
import type * as sarif from "sarif";
import { described } from "../finding";
import type { Waiver } from "../waivers";
import type { Checked, Result } from "./check";
import { driverRules, expiredRuleId, messageText } from "./sarif-rules";
import type { Region, Remark } from "./source";
import { expiredText } from "./text-report";

const root = "%SRCROOT%";

export interface SarifSubject {
  readonly checked: Checked;
  readonly complaints: readonly Remark[];
  readonly notes: readonly Remark[];
  /** Place of each expired waiver. */
  readonly expired: readonly (Remark & { readonly waiver: Waiver })[];
  readonly exitCode: number;
  readonly version: string;
}

/** The run as SARIF 2.1.0. Files are named from the working folder, never from the root. */
export function sarifLog(subject: SarifSubject): sarif.Log {
  const { checked, complaints, notes, expired, exitCode, version } = subject;
  const rules = driverRules(checked.rules, expired.length > 0);
  const indexOf = new Map(rules.map(({ id }, i) => [id, i]));
  const fingerprint = fingerprints();
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
            executionSuccessful: complaints.length === 0,
            exitCode,
            toolExecutionNotifications: [
              ...complaints.map((remark) => notification("error", remark)),
              ...notes.map((remark) => notification("note", remark)),
            ],
          },
        ],
        results: [
          ...checked.results.map((result) => resultOf(result, indexOf, fingerprint)),
          ...expired.map((remark) => expiredResult(remark, indexOf, fingerprint)),
        ],
      },
    ],
  };
}

type IndexOf = ReadonlyMap<string, number>;

function resultOf(
  { rule, level, finding, subject, waiver }: Result,
  indexOf: IndexOf,
  fingerprint: Fingerprint,
): sarif.Result {
  const { name, urn, file } = subject;
  return {
    ruleId: rule.id,
    ruleIndex: indexOf.get(rule.id) ?? -1,
    level,
    message: { text: messageText(described(finding)) },
    locations: [
      {
        physicalLocation: physical(file, subject.regionOf(finding.path, finding.span)),
        logicalLocations: [{ name, fullyQualifiedName: urn ?? name, kind: "resource" }],
      },
    ],
    partialFingerprints: fingerprint([rule.id, file, urn ?? name, finding.path, finding.says]),
    suppressions: waiver === undefined ? [] : [{ kind: "external", status: "accepted", justification: waiver.reason }],
  };
}

function expiredResult(
  { file, region, waiver }: Remark & { readonly waiver: Waiver },
  indexOf: IndexOf,
  fingerprint: Fingerprint,
): sarif.Result {
  return {
    ruleId: expiredRuleId,
    ruleIndex: indexOf.get(expiredRuleId) ?? -1,
    level: "error",
    message: { text: messageText(expiredText(waiver)) },
    locations: [{ physicalLocation: physical(file, region) }],
    partialFingerprints: fingerprint([expiredRuleId, file, waiver.rule, waiver.resource, waiver.expires]),
    suppressions: [],
  };
}

function notification(level: "error" | "note", { file, region, reason }: Remark): sarif.Notification {
  return {
    level,
    message: { text: messageText(reason) },
    locations: [{ physicalLocation: physical(file, region) }],
  };
}

function physical(file: string, region: Region | undefined): sarif.PhysicalLocation {
  return {
    artifactLocation: artifact(file),
    ...(region === undefined ? {} : { region: { ...region } }),
  };
}

/** What lies outside the working folder, and standard input, has no base. */
function artifact(file: string): sarif.ArtifactLocation {
  if (file === "<stdin>") return { uri: "stdin", description: { text: "Standard input." } };
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return file.startsWith("../") ? { uri } : { uri, uriBaseId: root };
}

type Fingerprint = (parts: readonly string[]) => Record<string, string>;

/** Made of what a finding is about and not of its lines, so that it survives their moves; of equal ones each has its number. */
function fingerprints(): Fingerprint {
  const times = new Map<string, number>();
  return (parts) => {
    const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    const time = (times.get(digest) ?? 0) + 1;
    times.set(digest, time);
    return { "content/v1": `${digest}:${time}` };
  };
}

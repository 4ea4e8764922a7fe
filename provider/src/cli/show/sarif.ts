import { isJsonObject, listObjects, type JsonObject } from "../../schema/json-value";

/** A finding of a policy pack, or the reason why it did not check a file. */
export interface Finding {
  /** Undefined if the file was not checked. */
  readonly rule: string | undefined;
  readonly level: "error" | "warning";
  /** Names the argument, the problem and the fix. */
  readonly message: string;
  /** Relative to the folder in which the linter ran. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** Name of the sequence, order or resource. */
  readonly name?: string | undefined;
  /** URN, if the linter read a state. */
  readonly urn?: string | undefined;
}

/** Result of a run of a linter. */
export interface SarifReport {
  /** Findings, without waived ones, and what was not checked. */
  readonly findings: readonly Finding[];
  /** False if the linter says that it failed: there may be more findings. */
  readonly isComplete: boolean;
}

/** Reads a SARIF 2.1.0 log. Returns undefined for other text. */
export function parseSarif(text: string): SarifReport | undefined {
  let log: unknown;
  try {
    log = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(log) || !Array.isArray(log["runs"])) return undefined;
  const runs = listObjects(log["runs"]);
  const invocations = runs.flatMap((run) => listObjects(run["invocations"]));
  return {
    findings: [
      ...invocations.flatMap((one) => listObjects(one["toolExecutionNotifications"])).flatMap(readNotification),
      ...runs.flatMap((run) => listObjects(run["results"])).flatMap(readResult),
    ],
    isComplete: invocations.every((one) => one["executionSuccessful"] !== false),
  };
}

/** Reads what was not checked. Other notifications of the linter are for its users. */
function readNotification({ level, message, locations }: JsonObject): readonly Finding[] {
  const text = isJsonObject(message) ? message["text"] : undefined;
  if (level !== "error" || typeof text !== "string") return [];
  const [location] = listObjects(locations);
  return [
    {
      ...{ rule: undefined, level },
      message: `not checked: ${unescapeMessage(text)}`,
      ...readPlace(location?.["physicalLocation"]),
    },
  ];
}

function readResult({ ruleId, level, message, locations, suppressions }: JsonObject): readonly Finding[] {
  const text = isJsonObject(message) ? message["text"] : undefined;
  if (typeof ruleId !== "string" || typeof text !== "string" || listObjects(suppressions).length > 0) return [];
  const [location] = listObjects(locations);
  const [logical] = listObjects(location?.["logicalLocations"]);
  const urn = logical?.["fullyQualifiedName"];
  return [
    {
      rule: ruleId,
      level: level === "error" ? "error" : "warning",
      message: unescapeMessage(text),
      ...readPlace(location?.["physicalLocation"]),
      name: asText(logical?.["name"]),
      urn: typeof urn === "string" && urn.startsWith("urn:") ? urn : undefined,
    },
  ];
}

/** In messages of SARIF, a doubled brace is a brace. */
function unescapeMessage(text: string): string {
  return text.replace(/([{}])\1/g, "$1");
}

function readPlace(physical: unknown): Pick<Finding, "file" | "line"> {
  if (!isJsonObject(physical)) return {};
  const { artifactLocation, region } = physical;
  const uri = isJsonObject(artifactLocation) ? artifactLocation["uri"] : undefined;
  const line = isJsonObject(region) ? region["startLine"] : undefined;
  return {
    file: typeof uri === "string" ? decodePath(uri) : undefined,
    line: typeof line === "number" ? line : undefined,
  };
}

function decodePath(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Argument that a finding is about, such as `text` or `iceBreakers[1].title`. Undefined if its message names none. */
export function argumentOf({ message }: Finding): string | undefined {
  return /^[A-Za-z]\w*(?:\.[A-Za-z]\w*|\[\d{1,4}\])*(?=:|, characters )/.exec(message)?.[0];
}

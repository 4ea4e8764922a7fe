import { parseJsonIntegers } from "../../schema/exact-json";
import { isJsonObject, listObjects, type JsonObject } from "../../schema/json-value";
import { kindOfType, type ResourceKind } from "../../schema/resource-kinds";

/** Change of one resource in a preview. */
export interface PreviewStep {
  /** Pulumi's operation, such as "create" or "replace". */
  readonly op: string;
  readonly urn: string;
  /** State before and after the update, as in a state file. */
  readonly oldState: JsonObject | undefined;
  readonly newState: JsonObject | undefined;
  /** Arguments that differ. */
  readonly changedKeys: readonly string[];
}

interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly urn: string | undefined;
}

/** A finding of a policy pack that ran in the preview. */
interface PolicyViolation {
  readonly policy: string;
  readonly message: string;
  readonly isMandatory: boolean;
  readonly urn: string | undefined;
}

export interface PreviewOutput {
  /** One for each resource, and one for each resource that a refresh reads. */
  readonly steps: readonly PreviewStep[];
  /** Deletions of objects that an earlier replacement left in the state. */
  readonly pendingDeletes: readonly PreviewStep[];
  readonly diagnostics: readonly Diagnostic[];
  readonly violations: readonly PolicyViolation[];
  /** Numbers of resources by operation. Undefined if the preview ended before its summary. */
  readonly changeSummary: Readonly<Record<string, number>> | undefined;
}

/**
 * Reads the output of `pulumi preview --json`: the document of both engines, or the CLI's events, one a line, which it prints if
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW is set. Returns undefined for other text.
 */
export function parsePreviewOutput(text: string): PreviewOutput | undefined {
  const whole = parseJson(text);
  if (isJsonObject(whole)) return isDigest(whole) ? readDigest(whole) : readEvents([whole]);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const events = lines.map(parseJson).filter(isJsonObject).filter(isEvent);
  return events.length === 0 ? undefined : readEvents(events);
}

function parseJson(text: string): unknown {
  try {
    return parseJsonIntegers(text);
  } catch {
    return undefined;
  }
}

/** True for the document. `duration` is its only key that is always there. */
function isDigest(value: JsonObject): boolean {
  return typeof value["duration"] === "number";
}

function isEvent(value: JsonObject): boolean {
  return typeof value["sequence"] === "number" && Object.keys(value).some((key) => key.endsWith("Event"));
}

function readDigest({ steps, diagnostics, policyEvents, changeSummary }: JsonObject): PreviewOutput {
  return {
    ...sortSteps(
      listObjects(steps).flatMap((step) => readStep(step, step["oldState"], step["newState"], step["diffReasons"])),
    ),
    diagnostics: listObjects(diagnostics).map(readDiagnostic),
    violations: listObjects(policyEvents).map(readViolation),
    changeSummary: readCounts(changeSummary),
  };
}

function readEvents(events: readonly JsonObject[]): PreviewOutput | undefined {
  if (!events.some(isEvent)) return undefined;
  const partsOf = (key: string): readonly JsonObject[] => listObjects(events.map((event) => event[key]));
  const steps = partsOf("resourcePreEvent").flatMap(({ metadata }) =>
    isJsonObject(metadata) ? readStep(metadata, metadata["old"], metadata["new"], metadata["diffs"]) : [],
  );
  return {
    ...sortSteps(steps),
    diagnostics: partsOf("diagnosticEvent")
      .filter(({ ephemeral, severity }) => ephemeral !== true && severity !== "debug")
      .map(readDiagnostic),
    violations: partsOf("policyEvent").map(readViolation),
    changeSummary: readCounts(partsOf("summaryEvent").at(-1)?.["resourceChanges"]),
  };
}

const partOfReplacement = /-replacement$|-replaced$|^remove-pending-replace$/;

/**
 * Keeps one step of each replacement. Events, and documents with `--show-replacement-steps`, contain its parts too, and a state may contain
 * an object that an earlier replacement left to delete.
 */
function sortSteps(steps: readonly PreviewStep[]): Pick<PreviewOutput, "steps" | "pendingDeletes"> {
  const isPendingDelete = ({ op, oldState }: PreviewStep): boolean => op === "delete" && oldState?.["delete"] === true;
  return {
    steps: steps.filter((step) => !partOfReplacement.test(step.op) && !isPendingDelete(step)),
    pendingDeletes: steps.filter(isPendingDelete),
  };
}

function readStep({ op, urn }: JsonObject, before: unknown, after: unknown, keys: unknown): readonly PreviewStep[] {
  if (typeof op !== "string" || typeof urn !== "string") return [];
  return [
    {
      ...{ op, urn },
      oldState: isJsonObject(before) ? before : undefined,
      newState: isJsonObject(after) ? after : undefined,
      changedKeys: Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [],
    },
  ];
}

function readDiagnostic({ severity, message, prefix, urn }: JsonObject): Diagnostic {
  return {
    severity: textOf(severity),
    message: removeColors(`${textOf(prefix)}${textOf(message)}`).trim(),
    urn: typeof urn === "string" && urn !== "" ? urn : undefined,
  };
}

function readViolation({ policyName, message, enforcementLevel, resourceUrn }: JsonObject): PolicyViolation {
  return {
    policy: textOf(policyName),
    message: removeColors(textOf(message)).trim(),
    isMandatory: enforcementLevel === "mandatory",
    urn: typeof resourceUrn === "string" && resourceUrn !== "" ? resourceUrn : undefined,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Removes Pulumi's color tags, such as `<{%reset%}>`, and the escapes of a terminal. */
function removeColors(text: string): string {
  return text.replace(/<\{%.{0,40}?%\}>|\u001b\[[\d;]{0,20}m/g, "");
}

function readCounts(value: unknown): PreviewOutput["changeSummary"] {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

const unchangingOperations: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/** True if a step changes a resource. `--refresh` adds a step for each resource that it reads. */
export function isChange({ op }: PreviewStep): boolean {
  return !unchangingOperations.has(op);
}

/** True for the stack itself, which Pulumi lists as a resource. */
export function isStackUrn(urn: string): boolean {
  return typeInUrn(urn) === "pulumi:pulumi:Stack";
}

/** Name of the resource in the program. */
export function nameInUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Kind of the resource. Undefined for the resources of other providers. */
export function kindInUrn(urn: string): ResourceKind | undefined {
  return kindOfType(typeInUrn(urn));
}

/** Type of the resource, without the types of its parents. */
function typeInUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

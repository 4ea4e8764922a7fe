import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { bookkeepingIn } from "../../runtime/definitions/sequence-state";
import { describeId } from "../../runtime/properties";
import { UserError } from "../../runtime/user-error";
import { graphId } from "../../schema/ids";
import { isJsonObject, listObjects, type JsonObject } from "../../schema/json-value";
import { kindOfType } from "../../schema/resource-kinds";
import { decodeText } from "../decode-text";
import { knownSecretsOf, printWarning, type CommandIo } from "../io";
import { describeReadError } from "../../runtime/read-error";
import { parsePreviewOutput } from "../show/preview-output";
import { readExportedContent, type ExportedContent } from "./exported-content";

/** Help of the option that takes exported stacks. */
export const stackExportHelp = "output of `pulumi stack export`, or - for standard input; may be repeated";

/**
 * Relation of a resource to its sequence. `reads`: a program declares it with `get`. `deletes`: the resource was removed or replaced, and
 * the deletion of its sequence is pending or done.
 */
type Role = "manages" | "reads" | "deletes";

/** A sequence in an exported stack. */
export interface ExportedSequence {
  /** Path as the user wrote it, or `<stdin>`. */
  readonly file: string;
  readonly urn: string;
  readonly role: Role;
  readonly wabaId: string;
  readonly sequenceId: string;
  /** App that created the sequence; undefined if the state does not record it. */
  readonly appId: string | undefined;
  readonly recorded: ExportedContent;
  /** True if the outcome of the last operation is not known: it was interrupted, or Meta did not confirm it. */
  readonly isUnsettled: boolean;
}

export interface StackExport {
  readonly file: string;
  /** `project/stack`; undefined for a stack without resources. */
  readonly stack: string | undefined;
  readonly sequences: readonly ExportedSequence[];
  /** Sequences whose creation or import was interrupted. The state does not have their ids. */
  readonly pendingUrns: readonly string[];
}

/** URNs of the sequences that a stack has, or may have after an interrupted operation. */
export function listSequenceUrns({ sequences, pendingUrns }: StackExport): readonly string[] {
  return [...sequences.map(({ urn }) => urn), ...pendingUrns];
}

/** Reads exported stacks. @throws UserError with the problems of all files: a sequence that cannot be read would count as unmanaged. */
export async function readStackExports(io: CommandIo, words: readonly string[]): Promise<readonly StackExport[]> {
  const filesByText = new Map<string, string>();
  const exports: StackExport[] = [];
  const problems: string[] = [];
  for (const word of distinctFiles(io, words)) {
    const file = word === "-" ? "<stdin>" : word;
    const text = await readExport(io, word).catch((error: unknown) => [`${file} ${describeReadError(error)}`]);
    const parsed = typeof text === "string" ? parseStackExport(file, text) : text;
    const same = typeof text === "string" ? filesByText.get(text) : undefined;
    if (isProblems(parsed)) problems.push(...parsed);
    else if (same === undefined) exports.push(parsed);
    else printWarning(io, `${file} has the same content as ${same} and is left out`);
    if (typeof text === "string") filesByText.set(text, file);
  }
  if (problems.length > 0) {
    throw new UserError(
      `Exported stacks cannot be read:\n${problems.map((problem) => `- ${problem}\n`).join("")}` +
        "Write the output of `pulumi stack export` to each file.",
    );
  }
  for (const warning of listWarnings(exports)) printWarning(io, warning);
  return exports;
}

function isProblems(parsed: StackExport | readonly string[]): parsed is readonly string[] {
  return Array.isArray(parsed);
}

function distinctFiles({ cwd }: CommandIo, words: readonly string[]): Iterable<string> {
  return new Map(words.map((word) => [word === "-" ? word : resolve(cwd, word), word])).values();
}

async function readExport(io: CommandIo, word: string): Promise<string> {
  const bytes = word === "-" ? await io.stdin() : await readFile(resolve(io.cwd, word));
  // Exports with `--show-secrets` contain the token.
  return knownSecretsOf(io).mask(decodeText(bytes, { isStrict: true }));
}

/** Versions of the format whose resources have the same fields. Version 4 adds fields for features of newer CLIs. */
const knownVersions: readonly unknown[] = [3, 4];

/** Parses the output of `pulumi stack export`; returns all problems if there are any. */
function parseStackExport(file: string, text: string): StackExport | readonly string[] {
  const document = parseJson(text);
  if (!isJsonObject(document) || !("deployment" in document)) return [`${file} ${describeOther(text, document)}`];
  const { version, deployment } = document;
  if (!knownVersions.includes(version)) {
    return [`${file} has version ${JSON.stringify(version ?? null)} of the format; this command reads 3 and 4`];
  }
  // A stack that was never updated may have `null`, and an empty one no resources.
  const { resources, pending_operations: operations } = isJsonObject(deployment) ? deployment : {};
  const isOdd =
    (deployment !== null && !isJsonObject(deployment)) || !isListOrNone(resources) || !isListOrNone(operations);
  if (isOdd) return [`${file} is damaged: its deployment has no list of resources`];
  const rows = resources ?? [];
  const pending = listObjects(operations).flatMap(readOperation);
  const interrupted = new Set(pending.map(({ urn }) => urn));
  const read = rows.map((row, index) => readResource(row, `resources[${index}]`, { file, interrupted }));
  const problems = read.filter((one) => typeof one === "string");
  if (problems.length > 0) return shorten(problems).map((problem) => `${file}: ${problem}`);
  const urns = listObjects(rows).flatMap(({ urn }) => (typeof urn === "string" ? [urn] : []));
  return {
    file,
    stack: urns.map(stackInUrn).find((stack) => stack !== undefined),
    sequences: read.filter((one) => typeof one === "object"),
    pendingUrns: pending.filter(({ type }) => type === "creating" || type === "importing").map(({ urn }) => urn),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isListOrNone(value: unknown): value is readonly unknown[] | null | undefined {
  return value === undefined || value === null || Array.isArray(value);
}

/** Describes a text that is not an exported stack. */
function describeOther(text: string, document: unknown): string {
  if (text.trim() === "") return "is empty";
  if (parsePreviewOutput(text) !== undefined) return "is a preview, not an exported stack";
  if (document === undefined) return "is not JSON, or incomplete";
  const keys = isJsonObject(document) ? document : {};
  if ("checkpoint" in keys) return "is a state file of a backend, not an exported stack";
  return "is not an exported stack: it has no `deployment`";
}

/** Reads a resource; undefined for one of another kind. Returns a problem if it may be a sequence that cannot be read. */
function readResource(
  row: unknown,
  path: string,
  { file, interrupted }: { readonly file: string; readonly interrupted: ReadonlySet<string> },
): ExportedSequence | string | undefined {
  if (!isJsonObject(row)) return `${path} is not an object`;
  const { urn, type, id } = row;
  if (typeof urn !== "string" || typeof type !== "string") return `${path} has no \`urn\` or no \`type\``;
  if (kindOfType(type) !== "sequence") return undefined;
  const [wabaId, sequenceId, ...others] = typeof id === "string" ? id.split("/") : [];
  if (!isGraphId(wabaId) || !isGraphId(sequenceId) || others.length > 0) {
    const shown = typeof id === "string" ? describeId(id) : "missing";
    return `${path} (${urn}): its id is ${shown}; it must be <wabaId>/<sequenceId>, both digits`;
  }
  const { appId, unsettled } = bookkeepingIn(isJsonObject(row["outputs"]) ? row["outputs"] : {});
  return {
    ...{ file, urn, wabaId, sequenceId },
    role: roleOf(row),
    appId,
    recorded: readExportedContent(row),
    isUnsettled: unsettled !== undefined || interrupted.has(urn),
  };
}

function isGraphId(id: string | undefined): id is string {
  return graphId.safeParse(id).success;
}

/** A resource whose replacement is pending was already deleted in the account. */
function roleOf({ external, delete: isDeleted, pendingReplacement }: JsonObject): Role {
  if (external === true) return "reads";
  return isDeleted === true || pendingReplacement === true ? "deletes" : "manages";
}

/** Reads a pending operation on a sequence. */
function readOperation({ type, resource }: JsonObject): readonly { readonly type: unknown; readonly urn: string }[] {
  if (!isJsonObject(resource) || kindOfType(resource["type"]) !== "sequence") return [];
  const { urn } = resource;
  return typeof urn === "string" ? [{ type, urn }] : [];
}

/** `project/stack` of a URN. */
function stackInUrn(urn: string): string | undefined {
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn) ?? [];
  return stack === undefined || project === undefined ? undefined : `${project}/${stack}`;
}

/** Most problems of one file in an error. */
const mostProblems = 10;

function shorten(problems: readonly string[]): readonly string[] {
  const more = problems.length - mostProblems;
  return more <= 0 ? problems : [...problems.slice(0, mostProblems), `${more} more resources cannot be read`];
}

/** Warns about stacks of the same name, which may be one stack exported twice, and about interrupted operations. */
function listWarnings(exports: readonly StackExport[]): readonly string[] {
  const repeated = exports.flatMap(({ file, stack }, index) => {
    const other = stack === undefined ? undefined : exports.slice(0, index).find((one) => one.stack === stack);
    return other === undefined
      ? []
      : [`${other.file} and ${file} are both of stack ${stack}; if they are the same stack, give the newer one alone`];
  });
  const pending = exports.flatMap(({ file, pendingUrns }) =>
    pendingUrns.map(
      (urn) => `${file}: the creation of ${urn} was interrupted, so its sequence, if there is one, counts as unmanaged`,
    ),
  );
  const empty = exports
    .filter((one) => listSequenceUrns(one).length === 0)
    .map(({ file }) => `${file} contains no sequence`);
  return [...empty, ...repeated, ...pending];
}

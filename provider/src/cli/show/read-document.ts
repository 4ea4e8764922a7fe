import { validateOrderMessage } from "../../orders/validate";
import { exactJsonText } from "../../schema/exact-json";
import { failuresOf, type Failure } from "../../schema/failures";
import { isJsonObject, listObjects, type JsonObject } from "../../schema/json-value";
import { kindOfType } from "../../schema/resource-kinds";
import { unnamedSequenceArgsSchema } from "../../schema/sequence";
import type { KnownSecrets } from "../../schema/known-secrets";
import { isChange, kindInUrn, nameInUrn, parsePreviewOutput, type PreviewOutput } from "./preview-output";
import { subjectOfResource, visibleProperties, type Subject } from "./subject";
import type { ChatLibrary } from "./chat-library";

/** Sequences and orders of a text, and the rules that it breaks. */
export interface ReadResult {
  readonly subjects: readonly Subject[];
  readonly failures: readonly Failure[];
}

export interface ReadOptions {
  readonly library: Pick<ChatLibrary, "parseYaml">;
  readonly secrets: KnownSecrets;
}

const forms =
  "is not a sequence, order, state or preview: a sequence has `text`, and usually `name`; several are a list or a mapping `sequences`; an order is the JSON body of its message; the output of `pulumi stack export` and `pulumi preview --json` also works";

const program =
  "is a Pulumi program; `pulumi preview --json | npx pulumi-whatsapp show -` shows its messages as they will be after the update";

/**
 * Reads the sequences and orders in a text: sequence files and order messages in YAML or JSON, an exported stack, or a preview. The policy
 * pack reads the same files (policy-pack/src/lint), with positions and stricter rules for YAML; neither package can import the other.
 */
export function readText(text: string, options: ReadOptions): ReadResult {
  const preview = parsePreviewOutput(text);
  if (preview !== undefined) return readPreview(preview);
  const { documents, errors } = options.library.parseYaml(text.replace(/^\ufeff/, ""));
  if (errors.length > 0) return failAt("file", ...errors.map((error) => `is not YAML or JSON: ${error}`));
  if (documents.length === 0) return failAt("file", "is empty; add a sequence");
  return merge(documents.map((document) => readDocument(document, options)));
}

function readDocument(document: unknown, options: ReadOptions): ReadResult {
  if (Array.isArray(document)) {
    return merge(document.map((one, index) => readOne(one, `[${index}]`, undefined, options)));
  }
  if (!isJsonObject(document)) return failAt("file", forms);
  const { deployment, sequences, runtime } = document;
  if (runtime !== undefined) return failAt("file", program);
  if (isJsonObject(deployment)) return readState(deployment);
  if (!isJsonObject(sequences)) return readOne(document, "", undefined, options);
  const unknownKeys = Object.keys(document).filter((key) => key !== "sequences");
  return merge([
    ...unknownKeys.map((key) => failAt(key, "is not allowed next to `sequences`; remove it")),
    ...Object.entries(sequences).map(([key, one]) => readOne(one, `sequences.${key}`, key, options)),
  ]);
}

/** Reads the resources of a state. Resources that wait for deletion, and those of other programs, are left out. */
function readState({ resources }: JsonObject): ReadResult {
  const subjects = listObjects(resources).flatMap((resource) => {
    if (resource["delete"] === true || resource["external"] === true) return [];
    const { urn, type } = resource;
    const properties = visibleProperties(resource);
    if (typeof urn !== "string" || properties === undefined) return [];
    const subject = subjectOfResource(kindOfType(type), nameInUrn(urn), properties);
    return subject === undefined ? [] : [subject];
  });
  return {
    subjects,
    failures: subjects.length === 0 ? [{ path: "file", reason: "is a state without a sequence or order" }] : [],
  };
}

/** Reads the resources of a preview as they will be after the update. */
function readPreview({ steps, diagnostics }: PreviewOutput): ReadResult {
  const subjects = steps.filter(isChange).flatMap(({ urn, newState }) => {
    const properties = visibleProperties(newState);
    if (properties === undefined) return [];
    const subject = subjectOfResource(kindInUrn(urn), nameInUrn(urn), properties);
    return subject === undefined ? [] : [subject];
  });
  if (subjects.length > 0) return { subjects, failures: [] };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return failAt(
    "file",
    ...(errors.length === 0
      ? ["is a preview in which no sequence or order is created or changed; `review` also shows deletions"]
      : errors.map(({ message }) => `is a preview that failed: ${message}`)),
  );
}

function readOne(value: unknown, path: string, key: string | undefined, options: ReadOptions): ReadResult {
  if (!isJsonObject(value)) return failAt(path === "" ? "file" : path, forms);
  const result = isOrder(value) ? readOrder(value) : readSequence(value, path, key);
  const failures = [...options.secrets.failuresIn(value), ...result.failures];
  return {
    subjects: failures.length > 0 ? [] : result.subjects,
    failures: failures.map((failure) => ({ ...failure, path: joinPaths(path, failure.path) })),
  };
}

function joinPaths(parent: string, path: string): string {
  return parent === "" || path === "" || path.startsWith("[") ? `${parent}${path}` : `${parent}.${path}`;
}

function isOrder(value: JsonObject): boolean {
  return Object.hasOwn(value, "interactive") || value["type"] === "template" || Object.hasOwn(value, "template");
}

/** Reads an order message. An expiration in the past is no failure: the message may be an old one. */
function readOrder(value: JsonObject): ReadResult {
  const { message, failures } = validateOrderMessage(exactJsonText(value), { now: new Date(0) });
  if (message === undefined) return { subjects: [], failures };
  return { subjects: [{ name: message.referenceId, content: { kind: "order", message } }], failures };
}

function readSequence(value: JsonObject, path: string, key: string | undefined): ReadResult {
  const known = Object.keys(unnamedSequenceArgsSchema.shape);
  if (!Object.keys(value).some((name) => known.includes(name))) return failAt("file", forms);
  // As in the policy pack, the key is also the name of the sequence.
  const isNamed = (value["name"] ?? undefined) !== undefined;
  const args = key === undefined || isNamed ? value : { ...value, name: key };
  const { data } = unnamedSequenceArgsSchema.safeParse(args);
  if (data === undefined) return { subjects: [], failures: failuresOf(unnamedSequenceArgsSchema, args, true) };
  const name = data.name ?? (path === "" ? "sequence" : `sequence ${path}`);
  return { subjects: [{ name: key ?? name, content: { kind: "sequence", texts: { ...data, name } } }], failures: [] };
}

function failAt(path: string, ...reasons: readonly string[]): ReadResult {
  return { subjects: [], failures: reasons.map((reason) => ({ path, reason })) };
}

function merge(results: readonly ReadResult[]): ReadResult {
  return {
    subjects: results.flatMap(({ subjects }) => subjects),
    failures: results.flatMap(({ failures }) => failures),
  };
}

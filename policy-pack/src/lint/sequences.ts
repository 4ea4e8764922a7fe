import { failuresOf, unnamedSequenceArgsSchema } from "pulumi-whatsapp/schema";
import { isMap, isScalar, isSeq, parse, type Document, type Node } from "yaml";
import type { Content } from "../content";
import { quote } from "../finding";
import { getKnownText } from "../content";
import { createSequenceResult, mergeResults, createErrorResult, type ParsedInput } from "./results";
import { isOrderMessage, readOrder } from "./orders";
import { getHeadRegion, createLocator } from "./yaml-locations";
import type { Source } from "./source";

type JsonRecord = Readonly<Record<string, unknown>>;
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const forms =
  "a sequence has `text`, and usually `name`; several are a list, or a mapping `sequences` of resource names to sequences; an order message is the JSON of the request, with `interactive` or `template`; the output of `pulumi stack export` also works";

/** Reads the sequences and order messages of one document of a file. */
export function readDocument(source: Source, document: Document): ParsedInput {
  const { contents } = document;
  const subjectOf = (node: unknown): ParsedInput =>
    isOrderMessage(node) ? readOrder(source, node) : readSequence(source, document, node);
  if (isMap(contents) && contents.has("sequences")) {
    return readMapping(source, document, contents.get("sequences", true));
  }
  if (isSeq(contents)) return mergeResults(contents.items.map(subjectOf));
  return subjectOf(contents);
}

function readMapping(source: Source, document: Document, mapping: unknown): ParsedInput {
  const unknownKeys = isMap(document.contents)
    ? document.contents.items.filter(({ key }) => isScalar(key) && key.value !== "sequences")
    : [];
  const errors = unknownKeys.map(({ key }) => ({
    file: source.file,
    region: getHeadRegion(source, key),
    reason: `${quote(isScalar(key) ? String(key.value) : "")} is not allowed next to \`sequences\`; remove it`,
  }));
  if (!isMap(mapping)) {
    const reason = "sequences: must be a mapping of resource names to sequences";
    return createErrorResult([
      ...errors,
      { file: source.file, region: getHeadRegion(source, mapping ?? document.contents), reason },
    ]);
  }
  const results = mapping.items.map(({ key, value }) => readSequence(source, document, value, key));
  return mergeResults([createErrorResult(errors), ...results]);
}

/** Reads one sequence. Its key names the resource, and the sequence if that has no name. */
function readSequence(source: Source, document: Document, node: unknown, key?: unknown): ParsedInput {
  const { file } = source;
  const head = getHeadRegion(source, node, key);
  if (!isMap(node)) return createErrorResult([{ file, region: head, reason: `is not a sequence: ${forms}` }]);
  const given: unknown = node.toJS(document);
  const knownKeys = Object.keys(unnamedSequenceArgsSchema.shape);
  if (!isRecord(given) || !Object.keys(given).some((name) => knownKeys.includes(name) || name === "autofill")) {
    return createErrorResult([{ file, region: head, reason: `has no argument of a sequence: ${forms}` }]);
  }
  const keyText = isScalar(key) ? String(key.value) : undefined;
  const isNamed = (given["name"] ?? undefined) !== undefined;
  const args: JsonRecord = keyText === undefined || isNamed ? given : { ...given, name: keyText };
  const locate = createLocator(source, node, head);
  const failures = [
    ...failuresOf(unnamedSequenceArgsSchema, args).map(({ path, reason }) => ({
      path,
      reason: `${reason}${suggestForm(path, reason)}`,
    })),
    ...findAmbiguousTexts(node),
  ];
  if (failures.length > 0) {
    return createErrorResult(
      failures.map(({ path, reason }) => ({ file, region: locate(path), reason: `${path}: ${reason}` })),
    );
  }
  const content = parseContent(args);
  const location = `${file}:${head.startLine}:${head.startColumn}`;
  const name = keyText ?? content.name;
  const sequence = {
    ...{ name: name ?? location, isNamed: name !== undefined, location },
    wabaId: getKnownText(args["wabaId"]),
    isUsedInAd: undefined,
    isProtected: undefined,
    isReplacedOnChange: args["onContentChange"] === "replace",
    ...{ file, urn: undefined, content, locate },
  };
  return createSequenceResult(sequence);
}

/** Returns the correct form after a frequent mistake. */
function suggestForm(path: string, reason: string): string {
  if (path === "autofill") return "; write autofillMessage: { content: ... }";
  if (path === "autofillMessage" && reason.startsWith("must be")) return "; write { content: ... }";
  if (/^iceBreakers\[\d+\]$/.test(path)) return "; write { title: ... }";
  if (path === "iceBreakers" && reason.startsWith("must be")) return "; write a list of { title: ... }";
  if (reason === "must be a string, but is null") return "; write a text";
  return /^must be a string, but is a (number|boolean)$/.test(reason) ? "; put the text in quotes" : "";
}

/** Finds unquoted texts that some YAML parsers read as a boolean, number or date: `no`, `12:30`, `2026-01-31`. */
function findAmbiguousTexts(node: Node): readonly { readonly path: string; readonly reason: string }[] {
  const textPaths = [["name"], ["text"], ["autofillMessage", "content"]];
  const list = isMap(node) ? node.get("iceBreakers", true) : undefined;
  const titles = isSeq(list) ? list.items.map((_, i) => ["iceBreakers", i, "title"]) : [];
  return [...textPaths, ...titles].flatMap((path) => {
    const scalar: unknown = isMap(node) ? node.getIn(path, true) : undefined;
    if (!isScalar(scalar) || scalar.type !== "PLAIN" || typeof scalar.value !== "string") return [];
    const { value } = scalar;
    if (value.length > 40 || !/^[\w.+:-]+$/.test(value) || typeof parse(value, { version: "1.1" }) === "string") {
      return [];
    }
    const at = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
    return [{ path: at.slice(1), reason: `${quote(value)} is not text for every YAML parser; put it in quotes` }];
  });
}

function getProperty(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

/** Reads the known texts from the arguments of a sequence. */
export function parseContent(args: JsonRecord): Content {
  const [name, text] = [getKnownText(args["name"]), getKnownText(args["text"])];
  const autofill = getKnownText(getProperty(args["autofillMessage"], "content"));
  const list = args["iceBreakers"] ?? [];
  const iceBreakers = Array.isArray(list) ? list.map((one) => getKnownText(getProperty(one, "title"))) : [];
  const isPartial =
    [text, ...iceBreakers].includes(undefined) ||
    (name === undefined && (args["name"] ?? undefined) !== undefined) ||
    (autofill === undefined && (args["autofillMessage"] ?? undefined) !== undefined) ||
    !Array.isArray(list);
  return {
    ...(name === undefined ? {} : { name }),
    ...(text === undefined ? {} : { text }),
    ...(autofill === undefined ? {} : { autofill }),
    iceBreakers,
    ...(isPartial ? { isPartial } : {}),
  };
}

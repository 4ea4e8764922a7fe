import { failuresOf, sequenceArgsSchema } from "pulumi-whatsapp/schema";
import { isMap, isScalar, isSeq, parse, type Document, type Node } from "yaml";
import type { Content } from "../content";
import { quoted } from "../finding";
import { knownText } from "../known-text";
import { foundSequence, joined, refused, type Found } from "./found";
import { isOrderMessage, orderOf } from "./orders";
import { headOf, placesIn } from "./places";
import type { Source } from "./source";

type Json = Readonly<Record<string, unknown>>;
export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const forms =
  "a sequence has `text`, and `name`; several are a list of them, or a mapping `sequences` of resource names to them; an order message is the JSON that is sent, with `interactive` or `template`; `pulumi stack export` is read too";

/** The sequences, and the order messages, of one document of a file that people write. */
export function sequencesIn(source: Source, document: Document): Found {
  const { contents } = document;
  const subjectOf = (node: unknown): Found =>
    isOrderMessage(node) ? orderOf(source, node) : sequenceOf(source, document, node);
  if (isMap(contents) && contents.has("sequences")) return mappingOf(source, document, contents.get("sequences", true));
  if (isSeq(contents)) return joined(contents.items.map(subjectOf));
  return subjectOf(contents);
}

function mappingOf(source: Source, document: Document, mapping: unknown): Found {
  const strange = isMap(document.contents)
    ? document.contents.items.filter(({ key }) => isScalar(key) && key.value !== "sequences")
    : [];
  const complaints = strange.map(({ key }) => ({
    file: source.file,
    region: headOf(source, key),
    reason: `${quoted(isScalar(key) ? String(key.value) : "")} is not known beside \`sequences\`; take it out`,
  }));
  if (!isMap(mapping)) {
    const reason = "sequences: must be a mapping of resource names to sequences";
    return refused([
      ...complaints,
      { file: source.file, region: headOf(source, mapping ?? document.contents), reason },
    ]);
  }
  const found = mapping.items.map(({ key, value }) => sequenceOf(source, document, value, key));
  return joined([refused(complaints), ...found]);
}

/** With a key, that is the name of the resource, and of the sequence where it has none of its own. */
function sequenceOf(source: Source, document: Document, node: unknown, key?: unknown): Found {
  const { file } = source;
  const head = headOf(source, node, key);
  if (!isMap(node)) return refused([{ file, region: head, reason: `is no sequence: ${forms}` }]);
  const given: unknown = node.toJS(document);
  const words = Object.keys(sequenceArgsSchema.shape);
  if (!isRecord(given) || !Object.keys(given).some((word) => words.includes(word) || word === "autofill")) {
    return refused([{ file, region: head, reason: `has nothing of a sequence: ${forms}` }]);
  }
  const keyText = isScalar(key) ? String(key.value) : undefined;
  const args: Json = keyText === undefined || given["name"] !== undefined ? given : { name: keyText, ...given };
  const regionOf = placesIn(source, node, head);
  const failures = [
    ...failuresOf(sequenceArgsSchema, args).map(({ path, reason }) => ({
      path,
      reason: `${reason}${hintOn(path, reason)}`,
    })),
    ...ambiguousIn(node),
  ];
  if (failures.length > 0) {
    return refused(
      failures.map(({ path, reason }) => ({ file, region: regionOf(path), reason: `${path}: ${reason}` })),
    );
  }
  const content = contentIn(args);
  const sequence = {
    name: keyText ?? content.name ?? "",
    where: `${file}:${head.startLine}:${head.startColumn}`,
    wabaId: knownText(args["wabaId"]),
    isUsedInAd: undefined,
    isProtected: undefined,
    isReplacedOnChange: args["onContentChange"] === "replace",
    ...{ file, urn: undefined, content, regionOf },
  };
  return foundSequence(sequence);
}

/** What people write who think of another form. */
function hintOn(path: string, reason: string): string {
  if (path === "autofill") return "; write autofillMessage: { content: ... }";
  if (path === "autofillMessage" && reason.startsWith("must be")) return "; write { content: ... }";
  if (/^iceBreakers\[\d+\]$/.test(path)) return "; write { title: ... }";
  if (path === "iceBreakers" && reason.startsWith("must be")) return "; write a list of { title: ... }";
  if (reason === "must be a string, but is null") return "; write a text";
  return /^must be a string, but is a (number|boolean)$/.test(reason) ? "; put the text in quotes" : "";
}

/** Texts without quotes that some readers of YAML take for a truth value, a number or a day: `no`, `12:30`, `2026-01-31`. */
function ambiguousIn(node: Node): readonly { readonly path: string; readonly reason: string }[] {
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
    return [{ path: at.slice(1), reason: `${quoted(value)} is text for some readers of YAML only; put it in quotes` }];
  });
}

function within(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

/** The texts in arguments of a sequence, as far as they are texts. */
export function contentIn(args: Json): Content {
  const [name, text] = [knownText(args["name"]), knownText(args["text"])];
  const autofill = knownText(within(args["autofillMessage"], "content"));
  const list = args["iceBreakers"] ?? [];
  const iceBreakers = Array.isArray(list) ? list.map((one) => knownText(within(one, "title"))) : [];
  const isPartial =
    [name, text, ...iceBreakers].includes(undefined) ||
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

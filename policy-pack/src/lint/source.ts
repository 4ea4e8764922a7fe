import { parse } from "lossless-json";
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { quoted } from "../finding";
import { counted, messageOf } from "./io";

/** A stretch of a file: lines and columns from 1, columns in UTF-16 units, the end not included. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something about a file that a person must know: why it cannot be checked, or what of it is not. */
export interface Remark {
  /** As reports show it: relative to the working folder, or `<stdin>`. */
  readonly file: string;
  readonly region?: Region | undefined;
  readonly reason: string;
}

/** A file's text, and where its lines begin. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

export interface Parsed {
  readonly source: Source;
  /** None when their content cannot be told. */
  readonly documents: readonly Document[];
  readonly complaints: readonly Remark[];
}

export function regionAt({ lines }: Source, start: number, end: number): Region {
  const [from, to] = [lines.linePos(start), lines.linePos(end)];
  return { startLine: from.line, startColumn: from.col, endLine: to.line, endColumn: to.col };
}

/** Where a node stands, without the blanks and comments after it. */
export function regionOfNode(source: Source, node: Pick<Node, "range">): Region | undefined {
  const { range } = node;
  return range === null || range === undefined ? undefined : regionAt(source, range[0], range[1]);
}

/** Reads YAML, of which JSON is a part. What the several readers of YAML take differently is refused. */
export function parsed(file: string, given: string): Parsed {
  // Editors count no column for the mark of byte order.
  const text = given.replace(/^\ufeff/, "");
  const lines = new LineCounter();
  const source = { file, text, lines };
  const tooDeep = findDeepNesting(text);
  if (tooDeep !== undefined) {
    const reason = `is nested more than ${maxDepth} levels deep; a sequence or order needs 10`;
    return {
      source,
      documents: [],
      complaints: [{ file, region: undefined, reason: `${reason} (character ${tooDeep + 1})` }],
    };
  }
  const documents: readonly Document[] = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
    // Takes time by the square of the keys; looked for below.
    uniqueKeys: false,
  });
  const malformed: Remark[] = documents.flatMap(({ errors }) =>
    errors.map(({ pos: [start, end], message }) => ({
      file,
      region: regionAt(source, start, end),
      reason: `is not well-formed YAML or JSON: ${message}`,
    })),
  );
  if (malformed.length === 0 && /\.json$/i.test(file) && text.trim() !== "") malformed.push(...jsonMistakes(source));
  if (malformed.length > 0) return { source, documents: [], complaints: malformed };
  const traps = documents.flatMap((document) => trapsIn(source, document));
  const hasAliases = traps.some(({ isAlias: is }) => is);
  return { source, documents: hasAliases ? [] : documents, complaints: traps };
}

const maxDepth = 200;

/**
 * Position at which a text opens more levels than any file of ours has, if it does; the parser would run out of stack. Brackets count
 * wherever they are, texts included; so does what indentation and repeated signs of YAML can open.
 */
function findDeepNesting(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return at;
  }
  const block = /^(?: {400}|[ \t]*(?:[-?:][ \t]+){200})/m.exec(text);
  return block?.index;
}

/** What YAML takes and JSON does not: a comma after the last item, comments, text without quotes. */
function jsonMistakes(source: Source): readonly Remark[] {
  try {
    parse(source.text);
    return [];
  } catch (error) {
    const [, what = messageOf(error), position = "0"] = /^(.*) at position (\d+)$/s.exec(messageOf(error)) ?? [];
    const region = regionAt(source, Number(position), Number(position));
    return [{ file: source.file, region, reason: `is not valid JSON: ${what}; correct it, or name the file *.yaml` }];
  }
}

const mostComplaints = 20;

/** The first complaints of a file, each once; of many more the rest is only counted. */
export function fewOf(given: readonly Remark[]): readonly Remark[] {
  const complaints = [...new Map(given.map((one) => [JSON.stringify(one), one])).values()];
  const [first] = complaints;
  if (first === undefined || complaints.length <= mostComplaints) return complaints;
  const more = complaints.length - mostComplaints;
  return [
    ...complaints.slice(0, mostComplaints),
    { file: first.file, reason: `has ${counted(more, "more mistake")} that ${more === 1 ? "is" : "are"} not listed` },
  ];
}

interface Trap extends Remark {
  readonly isAlias: boolean;
}

function trapsIn(source: Source, document: Document): readonly Trap[] {
  const traps: Trap[] = [];
  const trap = (node: unknown, reason: string): void => {
    const region = isNode(node) ? beginningOf(source, node) : undefined;
    traps.push({ file: source.file, region, reason, isAlias: isAlias(node) });
  };
  visit(document, {
    Alias: (_key, node) =>
      trap(node, `${quoted(`*${node.source}`)} is an alias; write the text out, and in quotes if it begins with *`),
    Pair: (_key, { key }) => {
      if (!isScalar(key) || typeof key.value !== "string") {
        trap(key, "a key must be text; put it in quotes, and a text too that begins with { or [");
      }
    },
    Value: (_key, node) => {
      if (isMap(node)) for (const key of repeatedIn(node)) trap(key, "is the same key as one before; take one out");
      if (node.anchor !== undefined) {
        trap(node, `${quoted(`&${node.anchor}`)} is an anchor; take it out, or put the text in quotes`);
      }
      if (node.tag !== undefined) trap(node, `has the tag ${quoted(node.tag)}; take it out, or put the text in quotes`);
    },
  });
  return traps;
}

function repeatedIn({ items }: YAMLMap): readonly Scalar[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isRepeated = seen.has(key.value);
    seen.add(key.value);
    return isRepeated ? [key] : [];
  });
}

/** Of a list or mapping only its first sign: the rest is not what is wrong. */
function beginningOf(source: Source, node: Node): Region | undefined {
  if (isScalar(node) || isAlias(node)) return regionOfNode(source, node);
  const start = node.range?.[0];
  return start === undefined ? undefined : regionAt(source, start, start + 1);
}

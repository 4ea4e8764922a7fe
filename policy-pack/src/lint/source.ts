import { parse } from "lossless-json";
import { describeYamlError } from "pulumi-whatsapp/schema";
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
import { quote } from "../finding";
import { messageOf } from "./io";

/** A range of a file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A message about a file: the reason why it is invalid, or a part that is not checked. */
export interface FileDiagnostic {
  /** Relative to the working folder, or `<stdin>`. */
  readonly file: string;
  readonly region?: Region | undefined;
  readonly reason: string;
}

/** A file's text with its line positions. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

export interface ParsedYaml {
  readonly source: Source;
  /** Empty if the content is ambiguous. */
  readonly documents: readonly Document[];
  readonly errors: readonly FileDiagnostic[];
}

export function createRegion({ lines }: Source, start: number, end: number): Region {
  const [from, to] = [lines.linePos(start), lines.linePos(end)];
  return { startLine: from.line, startColumn: from.col, endLine: to.line, endColumn: to.col };
}

/** Returns the position of a node, without trailing blanks and comments. */
export function getNodeRegion(source: Source, node: Pick<Node, "range">): Region | undefined {
  const { range } = node;
  return range === null || range === undefined ? undefined : createRegion(source, range[0], range[1]);
}

/** Parses YAML or JSON. Rejects syntax that YAML parsers interpret differently. */
export function parseYaml(file: string, given: string): ParsedYaml {
  // Editors do not count the byte order mark as a column.
  const text = given.replace(/^\ufeff/, "");
  const lines = new LineCounter();
  const source = { file, text, lines };
  const tooDeep = findDeepNesting(text);
  if (tooDeep !== undefined) {
    const reason = `is nested more than ${maxDepth} levels deep; a sequence or order needs at most 10`;
    return {
      source,
      documents: [],
      errors: [{ file, region: undefined, reason: `${reason} (character ${tooDeep + 1})` }],
    };
  }
  const documents: readonly Document[] = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
    // The parser's own check takes quadratic time. `findRepeatedKeys` replaces it.
    uniqueKeys: false,
  });
  const malformed: FileDiagnostic[] = documents.flatMap(({ errors }) =>
    errors.map((error) => ({
      file,
      region: createRegion(source, ...error.pos),
      reason: `is not well-formed YAML or JSON: ${describeYamlError(error)}`,
    })),
  );
  if (malformed.length === 0 && /\.json$/i.test(file) && text.trim() !== "") malformed.push(...findJsonErrors(source));
  if (malformed.length > 0) return { source, documents: [], errors: malformed };
  const problems = documents.flatMap((document) => findYamlProblems(source, document));
  const hasAliases = problems.some((problem) => problem.isAlias);
  return { source, documents: hasAliases ? [] : documents, errors: problems };
}

const maxDepth = 200;

/**
 * Returns the position where a text is nested too deeply, which would overflow the parser's stack. Counts brackets everywhere, including in
 * texts, and the levels that indentation and repeated YAML indicators can open.
 */
function findDeepNesting(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return at;
  }
  const block = /^(?: {400}|[ \t]*(?:[-?:][ \t]+){200})/m.exec(text);
  return block?.index;
}

/** Finds syntax that YAML accepts and JSON does not: trailing commas, comments, unquoted texts. */
function findJsonErrors(source: Source): readonly FileDiagnostic[] {
  try {
    parse(source.text);
    return [];
  } catch (error) {
    const [, what = messageOf(error), position = "0"] = /^(.*) at position (\d+)$/s.exec(messageOf(error)) ?? [];
    const region = createRegion(source, Number(position), Number(position));
    return [{ file: source.file, region, reason: `is not valid JSON: ${what}; correct it, or name the file *.yaml` }];
  }
}

const maxDiagnostics = 20;

/** Returns the first distinct diagnostics of a file. The last one counts the rest. */
export function limitDiagnostics(given: readonly FileDiagnostic[]): readonly FileDiagnostic[] {
  const errors = [...new Map(given.map((one) => [JSON.stringify(one), one])).values()];
  const [first] = errors;
  if (first === undefined || errors.length <= maxDiagnostics) return errors;
  const more = errors.length - maxDiagnostics;
  return [
    ...errors.slice(0, maxDiagnostics),
    { file: first.file, reason: `has ${more} more ${more === 1 ? "error that is" : "errors that are"} not listed` },
  ];
}

interface YamlProblem extends FileDiagnostic {
  readonly isAlias: boolean;
}

function findYamlProblems(source: Source, document: Document): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  const addProblem = (node: unknown, reason: string): void => {
    const region = isNode(node) ? getStartRegion(source, node) : undefined;
    problems.push({ file: source.file, region, reason, isAlias: isAlias(node) });
  };
  visit(document, {
    Alias: (_key, node) =>
      addProblem(node, `${quote(`*${node.source}`)} is an alias; write the text itself, in quotes if it begins with *`),
    Pair: (_key, { key }) => {
      if (!isScalar(key) || typeof key.value !== "string") {
        addProblem(key, "a key must be text; put it in quotes, and also texts that begin with { or [");
      }
    },
    Value: (_key, node) => {
      if (isMap(node)) for (const key of findRepeatedKeys(node)) addProblem(key, "repeats an earlier key; remove one");
      if (node.anchor !== undefined) {
        addProblem(node, `${quote(`&${node.anchor}`)} is an anchor; remove it, or put the text in quotes`);
      }
      if (node.tag !== undefined) {
        addProblem(node, `has the tag ${quote(node.tag)}; remove it, or put the text in quotes`);
      }
    },
  });
  return problems;
}

function findRepeatedKeys({ items }: YAMLMap): readonly Scalar[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isRepeated = seen.has(key.value);
    seen.add(key.value);
    return isRepeated ? [key] : [];
  });
}

/** Returns the position of a scalar, or of the first character of a list or mapping. */
function getStartRegion(source: Source, node: Node): Region | undefined {
  if (isScalar(node) || isAlias(node)) return getNodeRegion(source, node);
  const start = node.range?.[0];
  return start === undefined ? undefined : createRegion(source, start, start + 1);
}

/**
 * Validation of regular expressions in policies' configuration schemas. The Pulumi CLI evaluates schemas in Go, whose
 * expressions have RE2 syntax, and rejects a pack with one that Go cannot compile.
 */
import { createRequire } from "node:module";
import type { PolicyInfo } from "../host/analyzer-types";
import { errorText, isRecord } from "../state/json";

interface SchemaPattern {
  readonly steps: readonly (string | number)[];
  readonly pattern: string;
}

/** Keywords whose value is a schema, a list of schemas, or an object of schemas (xeipuuv/gojsonschema, draft 4 to 7). */
const schemaKeywords = [
  "additionalItems",
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
];
const listKeywords = ["allOf", "anyOf", "items", "oneOf"];
const mapKeywords = ["definitions", "dependencies", "patternProperties", "properties"];

/** Describes each pattern that Go rejects, with its policy and its path in the schema. */
export function findPatternProblems(policies: readonly PolicyInfo[]): readonly string[] {
  const found = policies.flatMap(({ name, configSchema }) =>
    [...collectPatterns({ properties: configSchema.properties }, ["configSchema"])].map((each) => ({ name, ...each })),
  );
  if (found.length === 0) return [];
  const { RE2JS } = loadRe2();
  return found.flatMap(({ name, steps, pattern }) => {
    const problem = findProblem(pattern, (text) => RE2JS.compile(text));
    if (problem === undefined) return [];
    return `policy "${name}": ${pathText(steps)}: Go cannot compile the regular expression ${JSON.stringify(pattern)} (${problem}), so the Pulumi CLI rejects the whole pack. Rewrite it in RE2 syntax, which has no lookaround, backreferences or possessive quantifiers.`;
  });
}

/**
 * Loads re2js on demand, since few packs have patterns. Not with `import()`, which does not work in tests with jest.
 */
function loadRe2(): typeof import("re2js") {
  return createRequire(__filename)("re2js") as typeof import("re2js");
}

function* collectPatterns(schema: unknown, steps: SchemaPattern["steps"]): Generator<SchemaPattern> {
  if (!isRecord(schema)) return;
  // A schema with `$ref` ignores all other keywords except definitions.
  const isReference = typeof schema["$ref"] === "string";
  const { pattern } = schema;
  if (typeof pattern === "string" && !isReference) yield { steps: [...steps, "pattern"], pattern };
  for (const keyword of isReference ? ["definitions"] : mapKeywords) {
    for (const [key, value] of Object.entries(recordOf(schema[keyword]))) {
      const childSteps = [...steps, keyword, key];
      if (keyword === "patternProperties") yield { steps: childSteps, pattern: key };
      yield* collectPatterns(value, childSteps);
    }
  }
  if (isReference) return;
  for (const keyword of schemaKeywords) yield* collectPatterns(schema[keyword], [...steps, keyword]);
  for (const keyword of listKeywords) {
    const list: unknown = schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const [index, value] of list.entries()) yield* collectPatterns(value, [...steps, keyword, index]);
  }
}

/** Formats a path as in JavaScript: `properties.word.pattern`, `items[0]`, `patternProperties["^a"]`. */
function pathText(steps: SchemaPattern["steps"]): string {
  return steps
    .map((step) => (typeof step === "string" && /^\w+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join("")
    .slice(1);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function findProblem(pattern: string, compile: (text: string) => unknown): string | undefined {
  try {
    compile(renameProperties(pattern));
    return undefined;
  } catch (error) {
    const text = errorText(error).replace(/^error parsing regexp: /, "");
    // Go allows two groups with the same name.
    return text.startsWith("duplicate capture group name") ? undefined : text;
  }
}

/**
 * Replaces Unicode properties whose support differs: RE2JS lacks the long names of categories and adds properties such
 * as Emoji.
 */
function renameProperties(pattern: string): string {
  return pattern.replace(/\\([pP])\{(\^?)(\w+)\}|\\[^]/g, (text: string, p?: string, not?: string, name?: string) => {
    if (p === undefined || not === undefined || name === undefined) return text;
    if (isJsProperty(`gc=${name}`) || goProperties.has(name)) return `\\${p}{${not}L}`;
    return isJsProperty(name) ? `\\${p}{${not}no ${name} in Go}` : text;
  });
}

const goProperties: ReadonlySet<string> = new Set(["Any", "ASCII", "Assigned"]);

function isJsProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, "u").unicode;
  } catch {
    return false;
  }
}

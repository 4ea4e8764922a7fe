import { describeYamlError } from "pulumi-whatsapp/schema";
import { parseAllDocuments, type Document } from "yaml";

/** Documents of a YAML or JSON text. */
export interface ParsedYaml {
  /** Values without rounding: an integer beyond 2^53 - 1 is a bigint. Empty if the text has errors. */
  readonly documents: readonly unknown[];
  /** Syntax errors, each with its line and column. */
  readonly errors: readonly string[];
}

const maxDepth = 200;
const maxErrors = 10;

/** Parses YAML 1.2, of which JSON is a part. Empty documents are left out. Text that is nested more than 200 levels deep is an error. */
export function parseYaml(text: string): ParsedYaml {
  if (isTooDeep(text)) return { documents: [], errors: [`it is nested more than ${maxDepth} levels deep`] };
  try {
    const documents: readonly Document[] = parseAllDocuments(text, { intAsBigInt: true, logLevel: "silent" });
    const errors = documents.flatMap((document) => document.errors.map((error) => firstLine(describeYamlError(error))));
    if (errors.length > 0) return { documents: [], errors: errors.slice(0, maxErrors) };
    return { documents: documents.map(toValue).filter((value) => value !== null && value !== undefined), errors: [] };
  } catch (error) {
    // Too many aliases.
    return { documents: [], errors: [error instanceof Error ? firstLine(error.message) : String(error)] };
  }
}

/** True if a text is nested so deeply that the parser would exhaust the stack or the memory of the process. Counts brackets in texts too. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[{\]}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maxDepth) return true;
  }
  return /^(?: {400}|[ \t]*(?:[-?:][ \t]+){200})/m.test(text);
}

/** Removes the excerpt below the message, which may contain a secret. */
function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/:$/, "");
}

function toValue(document: Document): unknown {
  return document.toJS({
    reviver: (_key: unknown, value: unknown) =>
      typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value,
  });
}

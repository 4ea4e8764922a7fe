import { parseAllDocuments, type Document } from "yaml";

/** Documents of a YAML or JSON text. */
export interface ParsedYaml {
  /** Values without rounding: an integer beyond 2^53 - 1 is a bigint. Empty if the text has errors. */
  readonly documents: readonly unknown[];
  /** Syntax errors, each with its line and column. */
  readonly errors: readonly string[];
}

/** Parses YAML 1.2, of which JSON is a part. Empty documents are left out. */
export function parseYaml(text: string): ParsedYaml {
  try {
    const documents: readonly Document[] = parseAllDocuments(text, { intAsBigInt: true, logLevel: "silent" });
    const errors = documents.flatMap((document) => document.errors.map(({ message }) => firstLine(message)));
    if (errors.length > 0) return { documents: [], errors };
    return { documents: documents.map(toValue).filter((value) => value !== null && value !== undefined), errors: [] };
  } catch (error) {
    // Too many aliases, or too deep for the stack.
    return { documents: [], errors: [error instanceof Error ? firstLine(error.message) : String(error)] };
  }
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

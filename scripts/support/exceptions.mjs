import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Compares findings (`{ file, line, text }`, with the text of the line) with a list of exceptions (`{ file, line?, reason }`, where `line` is
 * the text of the line, and an exception without it covers the whole file). `path` is the list, relative to the root. An exception that covers
 * no finding is stale.
 */
export function applyExceptions(missed, path) {
  const exceptions = JSON.parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8"));
  const covers = (known, { file, text }) => known.file === file && [undefined, text].includes(known.line);
  const unknown = missed.filter((miss) => !exceptions.some((known) => covers(known, miss)));
  const stale = exceptions.filter((known) => !missed.some((miss) => covers(known, miss)));
  return { unknown, stale, excepted: missed.length - unknown.length };
}

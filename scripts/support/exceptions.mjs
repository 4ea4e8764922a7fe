import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Holds what was missed (`{ file, line, text }`, with the text of the line) against a kept list of exceptions, `{ file, line?, reason }` each,
 * where `line` is the text of the line and none means the whole file.
 * `path` is that list, from the root. An exception is stale when nothing missed needs it.
 */
export function judged(missed, path) {
  const exceptions = JSON.parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8"));
  const covers = (known, { file, text }) => known.file === file && [undefined, text].includes(known.line);
  const unknown = missed.filter((miss) => !exceptions.some((known) => covers(known, miss)));
  const stale = exceptions.filter((known) => !missed.some((miss) => covers(known, miss)));
  return { unknown, stale, excepted: missed.length - unknown.length };
}

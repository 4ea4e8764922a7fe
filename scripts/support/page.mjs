import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** Writes a generated page. With `--check` on the command line, only compares it, and a difference is an error. */
export function writePage(path, text, command) {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  if (!values.check) {
    writeFileSync(path, text);
  } else if (readFileSync(path, "utf8") !== text) {
    process.stderr.write(`${path} is outdated. Run \`${command}\` and review the difference.\n`);
    process.exitCode = 1;
  }
}

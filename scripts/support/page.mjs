import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** Writes a generated page; with `--check` on the command line it is only compared, and a difference is an error. */
export function written(path, text, command) {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  if (!values.check) {
    writeFileSync(path, text);
  } else if (readFileSync(path, "utf8") !== text) {
    process.stderr.write(`${path} is not current. Run \`${command}\` and look at the difference.\n`);
    process.exitCode = 1;
  }
}

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** Writes a generated page or image. With `--check` on the command line, only compares it, and a difference is an error. */
export function writePage(path, content, command) {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  if (!values.check) {
    writeFileSync(path, content);
  } else if (!existsSync(path) || !readFileSync(path).equals(Buffer.from(content))) {
    process.stderr.write(`${path} is outdated. Run \`${command}\` and review the difference.\n`);
    process.exitCode = 1;
  }
}

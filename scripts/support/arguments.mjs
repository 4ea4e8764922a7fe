import { parseArgs } from "node:util";

/** Reads `--engine embedded|cli` and `--json`. Prints the usage and exits after any other argument. */
export function readArguments(usage) {
  try {
    const { values } = parseArgs({
      options: { engine: { type: "string", default: "embedded" }, json: { type: "boolean", default: false } },
    });
    if (values.engine !== "embedded" && values.engine !== "cli")
      throw new Error(`--engine must be "embedded" or "cli", not "${values.engine}"`);
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`);
    process.exit(2);
  }
}

import { parseArgs } from "node:util";

/** `--engine embedded|cli` and `--json`; anything else ends the process with the way to call it. */
export function readArguments(usage) {
  try {
    const { values } = parseArgs({
      options: { engine: { type: "string", default: "embedded" }, json: { type: "boolean", default: false } },
    });
    if (values.engine !== "embedded" && values.engine !== "cli")
      throw new Error(`--engine is "embedded" or "cli", not "${values.engine}"`);
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`);
    process.exit(2);
  }
}

/**
 * Writes policy-pack/sequence.schema.json, the JSON Schema of sequence files that editors use, from the provider's own schema. Usage:
 * npm run sequence-schema; with --check the file is only compared.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);
const { sequenceFileSchema } = require("../policy-pack/dist/lint/sequence-schema.js");
const file = fileURLToPath(new URL("../policy-pack/sequence.schema.json", import.meta.url));
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const prettier = await import("prettier");
const text = await prettier.format(JSON.stringify(sequenceFileSchema()), {
  ...(await prettier.resolveConfig(file)),
  parser: "json",
});
if (!values.check) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write("policy-pack/sequence.schema.json is not current. Run `npm run sequence-schema`.\n");
  process.exitCode = 1;
}

/**
 * Writes policy-pack/sequence.schema.json, the JSON Schema of sequence files that editors use, from the provider's own schema. Usage:
 * npm run sequence-schema; with --check it only compares the file.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { writePage } from "./support/page.mjs";

const require = createRequire(import.meta.url);
const { createSequenceFileSchema } = require("../policy-pack/dist/lint/sequence-schema.js");
const file = fileURLToPath(new URL("../policy-pack/sequence.schema.json", import.meta.url));

const prettier = await import("prettier");
const text = await prettier.format(JSON.stringify(createSequenceFileSchema()), {
  ...(await prettier.resolveConfig(file)),
  parser: "json",
});
writePage(file, text, "npm run sequence-schema");

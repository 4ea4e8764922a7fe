/**
 * Writes provider/schema.json, the package schema of the plugin, from the provider's argument types, doc comments and settings. Usage:
 * npm run plugin-schema; with --check it only compares the file.
 */
import { fileURLToPath } from "node:url";
import { createPackageSchema } from "./support/plugin-schema/package-schema.mjs";
import { writePage } from "./support/page.mjs";

const file = fileURLToPath(new URL("../provider/schema.json", import.meta.url));

const prettier = await import("prettier");
const text = await prettier.format(JSON.stringify(createPackageSchema()), {
  ...(await prettier.resolveConfig(file)),
  parser: "json",
});
writePage(file, text, "npm run plugin-schema");

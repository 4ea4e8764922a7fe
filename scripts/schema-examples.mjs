/**
 * Writes the TypeScript, Python and Go programs in provider/schema-examples from the YAML programs there, with Pulumi's own generators.
 * C# and Java programs are written by hand, because their generators are in no package registry. Usage: npm run schema-examples; with
 * --check it only compares the files.
 */
import { join } from "node:path";
import { buildTool, codegen, readGoVersion, yamlConverter } from "./support/go-tools.mjs";
import { writePage } from "./support/page.mjs";
import { convertExamples } from "./support/plugin-schema/convert-examples.mjs";
import { examplesDir, formatExampleFile, readExampleFiles } from "./support/plugin-schema/examples.mjs";

const goVersion = await readGoVersion();
if (goVersion === undefined) {
  process.stderr.write("Skipped: no Go to build the generators of the examples.\n");
} else {
  const options = { goVersion, write: (text) => process.stderr.write(text) };
  const tools = { yamlConverter: await buildTool(yamlConverter, options), codegen: await buildTool(codegen, options) };
  for (const file of await convertExamples(readExampleFiles(), tools)) {
    writePage(join(examplesDir, `${file.member}.md`), formatExampleFile(file), "npm run schema-examples");
  }
}

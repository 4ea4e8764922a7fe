/** Converts the YAML programs of the examples to the languages that Pulumi's generators write. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { extensions } from "./examples.mjs";

const run = promisify(execFile);
const schema = fileURLToPath(new URL("../../../provider/schema.json", import.meta.url));
const generated = ["typescript", "python", "go"];

/**
 * @param {import("./examples.mjs").ExampleFile[]} files
 * @param {{ yamlConverter: string, codegen: string }} tools Paths of the programs.
 * @returns {Promise<import("./examples.mjs").ExampleFile[]>}
 */
export async function convertExamples(files, tools) {
  const dir = await mkdtemp(join(tmpdir(), "whatsapp-examples-"));
  const pathOf = (file, index, language) => join(dir, `${file.member}-${index}.${extensions[language]}`);
  try {
    for (const file of files) {
      await Promise.all(
        file.examples.map(({ programs }, index) => writeFile(pathOf(file, index, "yaml"), programs.yaml)),
      );
    }
    await run(tools.yamlConverter, [schema, dir]);
    await run(tools.codegen, ["programs", schema, dir]);
    const convert = async (file, example, index) => {
      const programs = generated.map(async (language) => [
        language,
        (await readFile(pathOf(file, index, language), "utf8")).trimEnd(),
      ]);
      return { ...example, programs: { ...example.programs, ...Object.fromEntries(await Promise.all(programs)) } };
    };
    return await Promise.all(
      files.map(async (file) => ({
        ...file,
        examples: await Promise.all(file.examples.map((example, index) => convert(file, example, index))),
      })),
    );
  } finally {
    await rm(dir, { recursive: true });
  }
}

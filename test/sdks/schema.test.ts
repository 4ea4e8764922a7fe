import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GeneratedSdk, listExamples, root, runCodegen, runProgram, schemaFile } from "./generated-sdk";

test("the schema passes Pulumi's metaschema and binds without warnings", async () => {
  expect(await runCodegen("check", schemaFile)).toEqual({ code: 0, text: "" });
});

test.each([
  ["unknown key of the metaschema", '"name": "whatsapp",', '"name": "whatsapp", "nmae": "",', "nmae"],
  ["unknown type", "#/types/whatsapp:index:OnDelete", "#/types/whatsapp:index:OnDelet", "OnDelet not found"],
])("a schema with an %s is rejected", async (_what, text, replacement, reason) => {
  const project = new GeneratedSdk();
  const broken = project.write("schema.json", readFileSync(schemaFile, "utf8").replaceAll(text, replacement));
  const { code, text: printed } = await runCodegen("check", broken);
  project.remove();
  expect(code).toBe(1);
  expect(printed).toContain(reason);
});

test("the examples are those that Pulumi's generators write", async () => {
  const script = join(root, "scripts/schema-examples.mjs");
  expect(await runProgram(process.execPath, [script, "--check"])).toEqual({ code: 0, text: "" });
});

test.each(["typescript", "python", "csharp", "go", "java", "yaml"])("there are nine examples in %s", (language) => {
  expect(listExamples(language)).toHaveLength(9);
});

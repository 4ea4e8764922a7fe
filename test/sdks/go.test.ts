import { copyFileSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { GeneratedSdk, root, runProgram, type ProgramResult } from "./generated-sdk";

const project = new GeneratedSdk();
beforeAll(async () => {
  await project.generate("go");
  // The SDK and the examples are one module with the versions of tools/codegen. Its name makes the import path of the SDK.
  renameSync(project.sdkDir, join(project.dir, "go"));
  project.write("sdk/placeholder", "");
  renameSync(join(project.dir, "go"), join(project.dir, "sdk/go"));
  const goMod = readFileSync(join(root, "tools/codegen/go.mod"), "utf8");
  project.write("go.mod", goMod.replace(/^module .*/, "module pulumi-whatsapp"));
  copyFileSync(join(root, "tools/codegen/go.sum"), join(project.dir, "go.sum"));
});
afterAll(() => project.remove());

/** Compiles packages without linking them. */
function compile(packages: string): Promise<ProgramResult> {
  return runProgram("go", ["build", "-trimpath", packages], { cwd: project.dir, env: { GOWORK: "off" } });
}

test("the SDK compiles with the examples of the schema and the page", async () => {
  project.writePrograms("go", (index) => `examples/example${String(index)}/main.go`);
  expect(await compile("./...")).toEqual({ code: 0, text: "" });
});

test("a misspelt argument does not compile", async () => {
  const [first = ""] = project.writePrograms("go", (index) => `wrong/example${String(index)}/main.go`);
  project.write("wrong/example0/main.go", readFileSync(first, "utf8").replace("Text:", "Txt:"));
  expect(await compile("./wrong/example0/...")).toMatchObject({
    code: 1,
    text: expect.stringContaining("unknown field Txt"),
  });
});

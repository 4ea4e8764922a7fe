import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GeneratedSdk, root, runProgram, type ProgramResult } from "./generated-sdk";

const project = new GeneratedSdk();
beforeAll(() => project.generate("nodejs"));
afterAll(() => project.remove());

function checkTypes(paths: readonly string[]): Promise<ProgramResult> {
  const pulumi = join(root, "tools/sdks/node_modules/@pulumi/pulumi");
  const tsconfig = project.write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: "es2022",
        module: "node16",
        skipLibCheck: true,
        types: ["node"],
        typeRoots: [join(root, "node_modules/@types")],
        paths: {
          "pulumi-whatsapp-sdk": [project.sdkDir],
          "pulumi-whatsapp": [join(root, "provider/dist/index.d.ts")],
          "@pulumi/pulumi": [pulumi],
          "@pulumi/pulumi/*": [`${pulumi}/*`],
        },
      },
      files: paths,
    }),
  );
  return runProgram(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", tsconfig]);
}

test("the SDK and all examples have no type errors", async () => {
  const paths = project.writePrograms("typescript", (index) => `example-${String(index)}.ts`);
  expect(paths).toHaveLength(10);
  expect(await checkTypes(paths)).toEqual({ code: 0, text: "" });
});

test("a misspelt argument is a type error", async () => {
  const [first = ""] = project.writePrograms("typescript", (index) => `wrong-${String(index)}.ts`);
  project.write("wrong-0.ts", readFileSync(first, "utf8").replace("text:", "txt:"));
  expect(await checkTypes([first])).toMatchObject({ code: 2, text: expect.stringContaining("'txt' does not exist") });
});

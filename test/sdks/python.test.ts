import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PulumiCli } from "../support/pulumi-cli";
import { TestAccount, writes } from "../support/world/account";
import { GeneratedSdk, readSchema, root, runProgram, type ProgramResult } from "./generated-sdk";

const python = join(root, "tools/sdks/.venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const example = join(root, "examples/python/__main__.py");

const project = new GeneratedSdk();
beforeAll(async () => {
  await project.generate("python");
  // setuptools is in the environment already, so nothing is fetched.
  const flags = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--force-reinstall"];
  expect(await runProgram(python, ["-m", "pip", "install", ...flags, project.sdkDir])).toEqual({ code: 0, text: "" });
});
afterAll(() => project.remove());

function checkTypes(...paths: readonly string[]): Promise<ProgramResult> {
  const cache = join(root, "node_modules/.cache/mypy");
  return runProgram(python, ["-m", "mypy", "--strict", "--scripts-are-modules", "--cache-dir", cache, ...paths]);
}

test("the package exports every resource and function of the schema", async () => {
  const { resources, functions } = readSchema();
  const [classes, functionNames] = [resources, functions].map((members) =>
    Object.keys(members).map((token) => token.replace("whatsapp:index:", "")),
  );
  const names = [
    ...(classes ?? []),
    ...(functionNames ?? []).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  ];
  const { code, text } = await runProgram(python, [
    "-c",
    `import pulumi_whatsapp; print([name for name in ${JSON.stringify(names)} if not hasattr(pulumi_whatsapp, name)])`,
  ]);
  expect({ code, text: text.trim() }).toEqual({ code: 0, text: "[]" });
});

test("the examples of the schema and the page have no type errors", async () => {
  const paths = project.writePrograms("python", (index) => `example_${String(index)}.py`);
  expect(await checkTypes(...paths)).toMatchObject({ code: 0, text: expect.stringContaining("no issues found in 10") });
});

test("examples/python has no type errors", async () => {
  expect(await checkTypes(example)).toMatchObject({ code: 0 });
});

test("misspelt arguments and values outside an enumeration are type errors", async () => {
  const wrong = readFileSync(example, "utf8")
    .replace("text=", "txt=")
    .replace("OnContentChange.REPLACE", "OnDelete.PAUSE");
  const { code, text } = await checkTypes(project.write("wrong.py", wrong));
  expect(code).toBe(1);
  expect(text).toContain("No overload variant");
});

test("examples/python registers two sequences and a creative with Meta's keys", async () => {
  const mocks = project.write(
    "mocks.py",
    `
import json, runpy, sys
import pulumi

registered = []

class Mocks(pulumi.runtime.Mocks):
    # Pulumi calls it in several threads.
    def new_resource(self, args):
        registered.append([args.typ, args.name, args.inputs])
        return [args.name + "-id", {**args.inputs, "sequenceId": "186473890"}]

    def call(self, args):
        return {}

pulumi.runtime.set_mocks(Mocks())
pulumi.runtime.set_all_config({"project:pageId": "104837265109384"})
pulumi.runtime.test(lambda: runpy.run_path(sys.argv[1]))()
print(json.dumps(registered))
`,
  );
  const { code, text } = await runProgram(python, [mocks, example]);
  expect({ code, text }).toMatchObject({ code: 0 });
  const registered: unknown = JSON.parse(text);
  expect(registered).toContainEqual(["whatsapp:index:WelcomeMessageSequence", "driver-support", expect.anything()]);
  expect(registered).toContainEqual([
    "whatsapp:index:WelcomeMessageSequence",
    "driver-signup",
    expect.objectContaining({
      onContentChange: "replace",
      iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
    }),
  ]);
  expect(registered).toContainEqual([
    "whatsapp:index:AdCreative",
    "driver-ad",
    {
      objectStorySpec: {
        page_id: "104837265109384",
        link_data: {
          link: "https://api.whatsapp.com/send",
          message: "Drive with us",
          call_to_action: { type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } },
        },
      },
      welcomeMessageSequenceId: "186473890",
    },
  ]);
});

describe("on Pulumi's CLI", () => {
  const account = TestAccount.forFile();

  // The Automation API runs the program in its own process, so the CLI needs no Python language host.
  test("examples/python is deployed with the plugin, without changes after it", async () => {
    const dir = join(project.dir, "deploy");
    cpSync(join(root, "examples/python"), dir, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
    const deploy = project.write(
      "deploy/deploy.py",
      `
import json, os, runpy, sys
from pulumi import automation

stack = automation.create_stack(
    "dev",
    "whatsapp-python",
    lambda: runpy.run_path("__main__.py") and None,
    opts=automation.LocalWorkspaceOptions(work_dir=os.getcwd()),
)
stack.set_config("pageId", automation.ConfigValue(sys.argv[1]))
outputs = stack.up().outputs
steps = [stack.preview().change_summary, stack.destroy().summary.resource_changes]
print(json.dumps([outputs["sequenceIds"].value, *steps]))
`,
    );
    const cli = new PulumiCli(dir, account.environment());
    try {
      const { code, stdout, text } = await cli.runShell(`"${python}" "${deploy}" ${account.meta.pageId}`);
      expect({ code, text }).toMatchObject({ code: 0 });
      const ids = [expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)];
      expect(JSON.parse(stdout)).toEqual([ids, { same: 4 }, { delete: 4 }]);
      expect(writes(account.meta.journal()).map(({ verb }) => verb)).toEqual([
        ...["create", "create", "create"],
        ...["delete", "delete", "delete"],
      ]);
    } finally {
      cli.remove();
    }
  });
});

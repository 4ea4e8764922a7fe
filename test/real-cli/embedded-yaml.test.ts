import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestProject } from "../support/project";
import { TestAccount } from "../support/world/account";

// The embedded engine with the language host of the CLI that `npm run test:cli` puts on PATH.
const account = TestAccount.forFile();
let project: TestProject;
beforeEach(() => (project = new TestProject(account.environment())));
afterEach(() => project.remove());

function writeProgram(properties: string): void {
  writeFileSync(
    join(project.dir, "Pulumi.yaml"),
    `name: shop
runtime: yaml
packages: { whatsapp: ./node_modules/pulumi-whatsapp }
config: { message: { type: string, default: Hi! } }
resources:
  greeting:
    type: whatsapp:WelcomeMessageSequence
    properties: ${properties}
outputs: { sequenceId: "\${greeting.sequenceId}" }
`,
  );
}

test("a YAML program runs on the embedded engine", async () => {
  writeProgram('{ text: "${message}" }');
  const stack = await project.stack();
  await stack.preview();
  expect(account.meta.journal()).toEqual([]);
  const { outputs } = await stack.up();
  expect(account.meta.sequences()).toMatchObject([{ name: "greeting", content: { text: "Hi!" } }]);
  expect(outputs).toEqual({ sequenceId: { value: account.meta.sequences()[0]?.id, secret: false } });
  await stack.up({ expectNoChanges: true });

  await stack.setConfig("message", { value: "Hello!", secret: true });
  await stack.up();
  expect(account.meta.sequences()).toMatchObject([{ content: { text: "Hello!" } }]);
  expect(project.stateText()).not.toContain("Hello!");

  writeProgram("{ txet: Hi! }");
  await expect((await project.stack()).preview()).rejects.toThrow("text: Missing required property 'text'");
  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writes } from "../support/world/account";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";

const the = new ProjectFixture();
const type = "whatsapp:index:WelcomeMessageSequence";

beforeEach(() => {
  const settings = "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n";
  const packages = "packages: { whatsapp: ./node_modules/pulumi-whatsapp }\n";
  writeFileSync(join(the.project.dir, "Pulumi.yaml"), settings + packages);
});

function program(text: string, options = ""): string {
  return `
    const signup = new pulumi.CustomResource("${type}", "driver-signup", {
      sequenceId: undefined, isUsedInAd: undefined,
      text: ${JSON.stringify(text)}, iceBreakers: [{ title: "How do I sign up?" }] }, { ${options} });
    exports.sequenceId = signup.sequenceId; exports.isUsedInAd = signup.isUsedInAd;`;
}

test("the plugin creates, changes, reads and deletes a sequence", async () => {
  the.project.program(program("Hi!"));
  const stack = await the.project.stack();
  await stack.preview();
  expect(the.account.meta.journal()).toEqual([]);
  const { outputs } = await stack.up();
  const [row] = the.account.meta.sequences();
  expect(outputs).toMatchObject({ sequenceId: { value: row?.id }, isUsedInAd: { value: false } });
  await the.up(stack, { expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);

  the.project.program(program("Hello!"));
  const { stdout } = await stack.preview();
  expect(stdout).toContain('~ text: "Hi!" => "Hello!"');
  expect(stdout).not.toContain("unknown");
  await stack.up();
  expect(the.account.meta.sequences()).toMatchObject([{ id: row?.id, content: { text: "Hello!" } }]);
  await stack.refresh({ expectNoChanges: true });
  await stack.destroy();
  expect(the.account.meta.sequences()).toEqual([]);
});

test("dynamic resources move to the plugin by alias without changes", async () => {
  the.project.program(sequenceProgram());
  const stack = await the.project.stack();
  await stack.up();
  const alias = 'aliases: [{ type: "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence" }]';
  the.project.program(program("Hi! Thanks for your interest in driving with us.", alias));
  the.account.meta.clearJournal();
  await stack.preview({ expectNoChanges: true });
  await stack.up({ expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
  expect(the.project.stateText()).not.toContain("pulumi-nodejs");
});

test("plugin resources move back by alias without changes", async () => {
  the.project.program(program("Hi! Thanks for your interest in driving with us."));
  const stack = await the.project.stack();
  await stack.up();
  const alias = `{ aliases: [{ type: "${type}" }] }`;
  the.project.program(sequenceProgram().replace(/\}\);/, `}, ${alias});`));
  the.account.meta.clearJournal();
  await stack.up({ expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
  expect(the.project.stateText()).not.toContain("whatsapp:index");
});

test("imports a sequence by its id and finds it with functions", async () => {
  const { wabaId } = the.account.meta;
  const content = { text: "Hi!", ice_breakers: [{ title: "How do I sign up?" }] };
  const id = `${wabaId}/${the.account.meta.addSequence({ name: "driver-signup", content })}`;
  const stack = await the.project.stack();
  await stack.import({ resources: [{ type, name: "driver-signup", id }], protect: false });
  the.project.program(`${program("Hi!")}
    exports.one = pulumi.runtime.invoke("whatsapp:index:getSequence", { id: "${id}" }).then(({ text }) => text);
    exports.count = pulumi.runtime.invoke("whatsapp:index:getSequences", {}).then(({ sequences }) => sequences.length);
    exports.none = pulumi.runtime.invoke("whatsapp:index:getSequence", { id: "${wabaId}/2" }).catch((error) => error.message);`);
  const { outputs, summary } = await stack.up();
  expect(summary.resourceChanges).toEqual({ same: 2 });
  expect(outputs).toMatchObject({ one: { value: "Hi!" }, count: { value: 1 } });
  expect(outputs["none"]?.value).toMatch(
    /^invocation of whatsapp:index:getSequence returned an error: Could not read sequence \(/,
  );
  expect(writes(the.account.meta.journal())).toEqual([]);
  const unknown = stack.import({ resources: [{ type, name: "other", id: `${wabaId}/2` }] });
  await expect(unknown).rejects.toThrow(`${wabaId}/2`);
});

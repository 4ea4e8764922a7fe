import { createHmac } from "node:crypto";
import { failureOf } from "../support/world/failures";
import { writes } from "../support/world/account";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";
import { unrelatedResource } from "../support/unrelated-resource";

const the = new ProjectFixture();

test("a hundred sequences cost a hundred POSTs, then nothing", async () => {
  the.project.program('for (let i = 0; i < 100; i++) new whatsapp.WelcomeMessageSequence(`s${i}`, { text: "Hi" });');
  const stack = await the.project.stack();
  await the.up(stack);
  expect(writes(the.account.meta.journal())).toHaveLength(100);
  expect(the.account.meta.sequences()).toHaveLength(100);
  await the.up(stack);
  expect(the.account.meta.journal()).toEqual([]);
  the.account.meta.clearJournal();
  await stack.refresh();
  expect(writes(the.account.meta.journal())).toEqual([]);
  expect(the.account.meta.journal().length).toBeLessThan(60);
});

test("a sequence that exists is read by get, and one that does not fails the run", async () => {
  const id = the.account.meta.addSequence({ name: "theirs", content: { text: "Hello" } });
  the.project.program(
    `const s = whatsapp.WelcomeMessageSequence.get("theirs", "${the.account.meta.wabaId}/${id}"); exports.text = s.text; exports.id = s.sequenceId;`,
  );
  const { outputs } = await the.up(await the.project.stack());
  expect(outputs).toMatchObject({ text: { value: "Hello" }, id: { value: id } });
  the.project.program(`whatsapp.WelcomeMessageSequence.get("theirs", "${the.account.meta.wabaId}/999");`);
  const { message } = await failureOf(the.up(await the.project.stack()));
  expect(message).toContain(`Could not read sequence (${the.account.meta.wabaId}/999). The account does not show`);
});

test("two accounts live in one program, and a component's provider serves only our resources in it", async () => {
  const { meta, edge } = the.account;
  meta.addApp({ id: "777" });
  meta.addWaba({ id: "888" });
  const other = meta.addToken({ appId: "777", wabaIds: ["888"] });
  const program = (providerOfTheirs: string): string => `
    const brazil = new whatsapp.Provider("brazil", { accessToken: process.env.OTHER, wabaId: "888" });
    const group = new pulumi.ComponentResource("shop:index:Group", "group", {}, { providers: { whatsapp: brazil } });
    const within = new pulumi.ComponentResource("shop:index:Group", "within", {}, { parent: group });
    const sequence = (name, opts) => new whatsapp.WelcomeMessageSequence(name, { text: "Hi" }, opts);
    sequence("a", {});
    sequence("b", { provider: brazil });
    sequence("c", { parent: within });
    ${unrelatedResource}
    exports.seen = new Theirs({ parent: group, ${providerOfTheirs} }).seen;`;
  the.project.program(program(""));
  const stack = await the.project.stack({ OTHER: other });
  await stack.setConfig("lab:x", { value: "of the stack" });
  const { outputs } = await the.up(stack);
  const created = meta.sequences().map(({ wabaId, name }) => `${wabaId} ${String(name)}`);
  expect(created.toSorted()).toEqual([`${meta.wabaId} a`, "888 b", "888 c"].toSorted());
  expect(outputs["seen"]?.value).toBe(",of the stack");
  const appsOf = (path: string): Set<unknown> =>
    new Set(
      meta
        .journal()
        .filter((call) => call.path.startsWith(path))
        .map(({ appId }) => appId),
    );
  expect(appsOf("/888")).toEqual(new Set(["777"]));
  expect(appsOf(edge)).toEqual(new Set([meta.appId]));
  expect(the.project.stateText()).not.toContain(other);
  // A state in which it uses the component's provider continues without a change, too.
  the.project.program(program("provider: brazil"));
  await the.up(stack, { expectNoChanges: true });
  the.project.program(program(""));
  await the.up(stack, { expectNoChanges: true });
  await stack.destroy();
  expect(meta.sequences()).toEqual([]);
});

test("a secret text stays secret in the state and in what is shown", async () => {
  the.project.program('new whatsapp.WelcomeMessageSequence("s", { text: pulumi.secret("the hidden greeting") });');
  const stack = await the.project.stack();
  const shown: string[] = [];
  await the.up(stack, { onOutput: (text) => shown.push(text) });
  expect(the.account.meta.sequences()[0]?.content).toMatchObject({ text: "the hidden greeting" });
  expect(the.project.stateText()).not.toContain("the hidden greeting");
  expect(shown.join("")).not.toContain("the hidden greeting");
});

test("warnings reach the engine's own diagnostics", async () => {
  the.project.program('new whatsapp.WelcomeMessageSequence("long", { text: "x".repeat(301) });');
  const stack = await the.project.stack();
  const warned: string[] = [];
  await stack.preview({
    onEvent: (event) => {
      if (event.diagnosticEvent?.severity === "warning") warned.push(event.diagnosticEvent.message);
    },
  });
  expect(warned).toEqual([expect.stringContaining('sequence "long": text: 301 characters')]);
});

test.each([
  ["accessToken", "EAAtokenOfThisTest"],
  ["appSecret", "secret_of_this_test"],
])("the setting %s in plain text in the configuration brings a warning that does not show it", async (name, value) => {
  the.project.program(sequenceProgram());
  const stack = await the.project.stack({ WHATSAPP_ACCESS_TOKEN: undefined });
  await stack.setConfig(`whatsapp:${name}`, { value });
  const { stdout } = await stack.preview();
  expect(stdout).toContain(`whatsapp:${name} is stored in plain text`);
  expect(stdout).not.toContain(value);
});

test("an app secret reaches every call as a proof, and neither the state nor the output shows it", async () => {
  const { appSecret, accessToken } = the.account.meta;
  the.project.program(`
    const provider = new whatsapp.Provider("own", {
      accessToken: process.env.WHATSAPP_ACCESS_TOKEN, wabaId: process.env.WHATSAPP_WABA_ID, appSecret: process.env.OTHER });
    new whatsapp.WelcomeMessageSequence("signup", { text: "Hi!" }, { provider });`);
  const stack = await the.project.stack({ OTHER: appSecret });
  const { stdout } = await the.up(stack);
  const calls = the.account.meta.journal();
  expect(calls.length).toBeGreaterThan(2);
  for (const { query } of calls) expect(query).toHaveProperty("appsecret_proof");
  const proof = createHmac("sha256", appSecret).update(accessToken).digest("hex");
  for (const text of [stdout, the.project.stateText(), JSON.stringify(calls)]) {
    expect(text).not.toContain(appSecret);
    expect(text).not.toContain(proof);
  }
  await stack.refresh();
  await stack.destroy();
  expect(the.account.meta.sequences()).toEqual([]);
});

test("a preview warns of an API version that Meta ends soon", async () => {
  the.project.program(sequenceProgram());
  const stack = await the.project.stack({ WHATSAPP_API_VERSION: "v21.0" });
  expect((await stack.preview()).stdout).toContain("Meta ends Graph API v21.0 on 2027-01-21");
  expect(the.account.meta.journal()).toEqual([]);
});

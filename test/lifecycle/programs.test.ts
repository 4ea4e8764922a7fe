import { createHmac } from "node:crypto";
import type { JournalEntry } from "pulumi-whatsapp-simulator";
import { writes } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";
import { unrelatedResource } from "../support/unrelated-resource";

const the = new ProjectFixture();

test("a hundred sequences need a hundred POSTs and share their listings", async () => {
  the.project.program('for (let i = 0; i < 100; i++) new whatsapp.WelcomeMessageSequence(`s${i}`, { text: "Hi" });');
  const stack = await the.project.stack();
  await the.up(stack);
  const journal = the.account.meta.journal();
  expect(writes(journal)).toHaveLength(100);
  const firstPost = journal.findIndex(({ method }) => method === "POST");
  const isListing = ({ method, path }: JournalEntry): boolean => method === "GET" && path === the.account.edge;
  expect(journal.slice(0, firstPost).filter(isListing)).toHaveLength(1);
  expect(journal.filter(isListing).length).toBeLessThan(60);
  expect(the.account.meta.sequences()).toHaveLength(100);
  await the.up(stack);
  expect(the.account.meta.journal()).toEqual([]);
  the.account.meta.clearJournal();
  await stack.refresh();
  expect(writes(the.account.meta.journal())).toEqual([]);
  expect(the.account.meta.journal().length).toBeLessThan(60);
});

test("get reads an existing sequence and fails for a missing one", async () => {
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

test("a component's provider serves this package's resources only", async () => {
  const { meta, edge } = the.account;
  meta.addApp({ id: "777" });
  meta.addWaba({ id: "888" });
  const other = meta.addToken({ appId: "777", wabaIds: ["888"] });
  const write = (optionsOfOther: string): string => `
    const brazil = new whatsapp.Provider("brazil", { accessToken: process.env.OTHER, wabaId: "888" });
    const group = new pulumi.ComponentResource("shop:index:Group", "group", {}, { providers: { whatsapp: brazil } });
    const within = new pulumi.ComponentResource("shop:index:Group", "within", {}, { parent: group });
    const sequence = (name, opts) => new whatsapp.WelcomeMessageSequence(name, { text: "Hi" }, opts);
    sequence("a", {});
    sequence("b", { provider: brazil });
    sequence("c", { parent: within });
    ${unrelatedResource}
    exports.seen = new Theirs({ parent: group, ${optionsOfOther} }).seen;`;
  the.project.program(write(""));
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
  // A state in which the other resource uses the component's provider stays unchanged, too.
  the.project.program(write("provider: brazil"));
  await the.up(stack, { expectNoChanges: true });
  the.project.program(write(""));
  await the.up(stack, { expectNoChanges: true });
  await stack.destroy();
  expect(meta.sequences()).toEqual([]);
});

test("a secret text stays secret in the state and the output", async () => {
  the.project.program('new whatsapp.WelcomeMessageSequence("s", { text: pulumi.secret("the hidden greeting") });');
  const stack = await the.project.stack();
  const output: string[] = [];
  await the.up(stack, { onOutput: (text) => output.push(text) });
  expect(the.account.meta.sequences()[0]?.content).toMatchObject({ text: "the hidden greeting" });
  expect(the.project.stateText()).not.toContain("the hidden greeting");
  expect(output.join("")).not.toContain("the hidden greeting");
});

test.each([
  ["accessToken", "EAAtokenOfThisTest"],
  ["appSecret", "secret_of_this_test"],
])("%s in plain text in the configuration brings a warning without it", async (name, value) => {
  the.project.program(sequenceProgram());
  const stack = await the.project.stack({ WHATSAPP_ACCESS_TOKEN: undefined });
  await stack.setConfig(`whatsapp:${name}`, { value });
  const { stdout } = await stack.preview();
  expect(stdout).toContain(`whatsapp:${name} is stored in plain text`);
  expect(stdout).not.toContain(value);
});

test("every call carries a proof of the app secret, never shown", async () => {
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

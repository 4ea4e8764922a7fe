import { type Stack } from "pulumi-whatsapp-engine";
import { failureOf, TestAccount, writes } from "../support/account";
import { TestProject } from "../support/project";

let account: TestAccount;
let project: TestProject;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  project = new TestProject(account.environment());
});
afterEach(() => project.remove());
afterAll(() => account.close());

const program = (changes = "", more = ""): string => `
  const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
    text: "Hi! Thanks for your interest in driving with us.", iceBreakers: [{ title: "How do I sign up?" }], ${changes} });
  exports.sequenceId = signup.sequenceId; exports.isUsedInAd = signup.isUsedInAd; exports.text = signup.text; ${more}`;

async function up(stack: Stack, settings: Parameters<Stack["up"]>[0] = {}): ReturnType<Stack["up"]> {
  account.meta.clearJournal();
  return stack.up(settings);
}

test("a hundred sequences cost a hundred POSTs, then nothing", async () => {
  project.program('for (let i = 0; i < 100; i++) new whatsapp.WelcomeMessageSequence(`s${i}`, { text: "Hi" });');
  const stack = await project.stack();
  await up(stack);
  expect(writes(account.meta.journal())).toHaveLength(100);
  expect(account.meta.sequences()).toHaveLength(100);
  await up(stack);
  expect(account.meta.journal()).toEqual([]);
  account.meta.clearJournal();
  await stack.refresh();
  expect(writes(account.meta.journal())).toEqual([]);
  expect(account.meta.journal().length).toBeLessThan(60);
});

test("a sequence that exists is read by get, and one that does not fails the run", async () => {
  const id = account.meta.addSequence({ name: "theirs", content: { text: "Hello" } });
  project.program(
    `const s = whatsapp.WelcomeMessageSequence.get("theirs", "${account.meta.wabaId}/${id}"); exports.text = s.text; exports.id = s.sequenceId;`,
  );
  const { outputs } = await up(await project.stack());
  expect(outputs).toMatchObject({ text: { value: "Hello" }, id: { value: id } });
  project.program(`whatsapp.WelcomeMessageSequence.get("theirs", "${account.meta.wabaId}/999");`);
  const { message } = await failureOf(up(await project.stack()));
  expect(message).toContain(`Could not read sequence (${account.meta.wabaId}/999). The account does not show`);
});

test("two accounts live in one program, each with its own token", async () => {
  account.meta.addApp({ id: "777" });
  account.meta.addWaba({ id: "888" });
  const other = account.meta.addToken({ appId: "777", wabaIds: ["888"] });
  project.program(`
    const brazil = new whatsapp.Provider("brazil", { accessToken: process.env.OTHER, wabaId: "888" });
    const a = new whatsapp.WelcomeMessageSequence("a", { text: "Hi" });
    const b = new whatsapp.WelcomeMessageSequence("b", { text: "Olá" }, { provider: brazil });`);
  const stack = await project.stack({ OTHER: other });
  await up(stack);
  expect(
    account.meta
      .sequences()
      .map(({ wabaId, name }) => [wabaId, name])
      .sort(),
  ).toEqual(
    [
      [account.meta.wabaId, "a"],
      ["888", "b"],
    ].sort(),
  );
  expect(
    new Set(
      account.meta
        .journal()
        .filter(({ path }) => path.startsWith("/888"))
        .map(({ appId }) => appId),
    ),
  ).toEqual(new Set(["777"]));
  expect(
    new Set(
      account.meta
        .journal()
        .filter(({ path }) => path.startsWith(account.edge))
        .map(({ appId }) => appId),
    ),
  ).toEqual(new Set([account.meta.appId]));
  expect(project.stateText()).not.toContain(other);
  await up(stack, { expectNoChanges: true });
  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

test("a secret text stays secret in the state and in what is shown", async () => {
  project.program('new whatsapp.WelcomeMessageSequence("s", { text: pulumi.secret("the hidden greeting") });');
  const stack = await project.stack();
  const shown: string[] = [];
  await up(stack, { onOutput: (text) => shown.push(text) });
  expect(account.meta.sequences()[0]?.content).toMatchObject({ text: "the hidden greeting" });
  expect(project.stateText()).not.toContain("the hidden greeting");
  expect(shown.join("")).not.toContain("the hidden greeting");
});

test("warnings reach the engine's own diagnostics", async () => {
  project.program('new whatsapp.WelcomeMessageSequence("long", { text: "x".repeat(301) });');
  const stack = await project.stack();
  const warned: string[] = [];
  await stack.preview({
    onEvent: (event) => {
      if (event.diagnosticEvent?.severity === "warning") warned.push(event.diagnosticEvent.message);
    },
  });
  expect(warned).toEqual([expect.stringContaining('sequence "long": text: 301 characters')]);
});

test("a token that lies in clear in the configuration is warned of", async () => {
  project.program(program());
  const stack = await project.stack({ WHATSAPP_ACCESS_TOKEN: undefined });
  await stack.setConfig("whatsapp:accessToken", { value: account.meta.accessToken });
  const { stdout } = await stack.preview();
  expect(stdout).toContain("whatsapp:accessToken is stored in clear");
  expect(stdout).not.toContain(account.meta.accessToken);
});

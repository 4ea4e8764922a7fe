import { DeploymentError, type Stack } from "pulumi-whatsapp-engine";
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

test("a sequence lives from up to destroy, and a second up makes no call", async () => {
  project.program(program());
  const stack = await project.stack();
  const preview = await stack.preview();
  expect(account.meta.journal()).toEqual([]);
  expect(preview.changeSummary).toMatchObject({ create: 2 });

  const first = await up(stack);
  const [row] = account.meta.sequences();
  expect(row).toMatchObject({ name: "driver-signup", content: { text: "Hi! Thanks for your interest in driving with us." } });
  expect(first.outputs).toEqual({
    sequenceId: { value: row?.id, secret: false },
    isUsedInAd: { value: false, secret: false },
    text: { value: "Hi! Thanks for your interest in driving with us.", secret: false },
  });

  const second = await up(stack);
  expect(account.meta.journal()).toEqual([]);
  expect(second.summary.resourceChanges).toEqual({ same: 2 });
  await stack.preview({ expectNoChanges: true });
  expect(account.meta.journal()).toEqual([]);

  await up(stack, { refresh: true, expectNoChanges: true });
  expect(writes(account.meta.journal())).toEqual([]);

  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

test("an edit of the text previews one update in place, and nothing on a resource that takes the sequence's id", async () => {
  const dependent = 'new whatsapp.WelcomeMessageSequence("ad", { text: pulumi.interpolate`uses ${signup.sequenceId}`, onContentChange: "replace" });';
  project.program(program("", dependent));
  const stack = await project.stack();
  await up(stack);
  project.program(program('text: "New",', dependent).replace(/text: "Hi[^"]*", /, ""));
  expect((await stack.preview()).changeSummary).toEqual({ same: 2, update: 1 });
  const { summary } = await up(stack);
  expect(summary.resourceChanges).toEqual({ same: 2, update: 1 });
  expect(account.meta.sequences().map(({ content }) => content?.["text"])).toEqual(["New", expect.stringMatching(/^uses \d+$/)]);
});

test("drift is seen by refresh and mended by up, which is then quiet", async () => {
  project.program(program());
  const stack = await project.stack();
  await up(stack);
  const [row] = account.meta.sequences();
  account.meta.editSequence(row?.id ?? "", { name: "edited in Meta's tools" });
  expect((await stack.refresh()).summary.resourceChanges).toMatchObject({ update: 1 });
  expect(project.stateText()).toContain("edited in Meta's tools");
  expect((await up(stack)).summary.resourceChanges).toMatchObject({ update: 1 });
  expect(account.meta.sequences()[0]).toMatchObject({ id: row?.id, name: "driver-signup" });
  await up(stack, { expectNoChanges: true, refresh: true });
});

test("a sequence that somebody removed is found gone by refresh and made again by up", async () => {
  project.program(program());
  const stack = await project.stack();
  await up(stack);
  account.meta.removeSequence(account.meta.sequences()[0]?.id ?? "");
  expect((await stack.refresh()).summary.resourceChanges).toMatchObject({ delete: 1 });
  await up(stack);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("while an ad uses it, destroy is refused with 4027012 and the ways out, without a stack trace; afterwards it goes", async () => {
  project.program(program());
  const stack = await project.stack();
  await up(stack);
  const id = account.meta.sequences()[0]?.id ?? "";
  const { adId } = { adId: account.meta.addAd({ sequenceId: id }).adId };
  account.meta.clearJournal();
  const error = await failureOf(stack.destroy());
  expect(error).toBeInstanceOf(DeploymentError);
  expect(error.message).toContain(`Refused to delete sequence "driver-signup" (${account.meta.wabaId}/${id})`);
  expect(error.message).toMatch(/4027012.*Disconnect the sequence from the ad.*retainOnDelete.*onContentChange: "replace"/s);
  expect(`${error.message}${String(Reflect.get(error, "stdout"))}`).not.toMatch(/^\s+at /m);
  expect(writes(account.meta.journal())).toEqual([]);
  await stack.refresh();
  expect((await up(stack)).outputs["isUsedInAd"]?.value).toBe(true);
  account.meta.removeAd(adId);
  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

test("the state holds no clear token and no code but the constant", async () => {
  project.program(program());
  const stack = await project.stack({ WHATSAPP_ACCESS_TOKEN: undefined });
  await stack.setConfig("whatsapp:accessToken", { value: account.meta.accessToken, secret: true });
  await up(stack);
  const text = project.stateText();
  expect(account.meta.sequences()).toHaveLength(1);
  expect(text).not.toContain(account.meta.accessToken);
  expect(text).toContain("whatsapp:accessToken");
  const handlers = [...text.matchAll(/"__provider":("(?:[^"\\]|\\.)*")/g)].map(([, literal]) => JSON.parse(literal ?? "") as string);
  expect(handlers).toHaveLength(2);
  expect(new Set(handlers)).toEqual(new Set(['exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;']));
  expect(Buffer.byteLength(handlers[0] ?? "")).toBeLessThan(100);
});

test("a replaced text whose old delete fails can be taken back with adoptSequenceId, and nothing is lost", async () => {
  const replacing = (text: string, more = ""): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", ${more} }); exports.id = s.sequenceId;`;
  project.program(replacing("one"));
  const stack = await project.stack();
  await up(stack);
  const old = account.meta.sequences()[0]?.id ?? "";
  const ad = account.meta.addAd({ sequenceId: old });

  project.program(replacing("two"));
  const refused = await failureOf(up(stack));
  expect(refused.message).toContain(old);
  expect(account.meta.sequences().map(({ content }) => content?.["text"])).toEqual(["one", "two"]);

  project.program(replacing("one"));
  expect((await failureOf(up(stack))).message).toContain(`adoptSequenceId: "${old}"`);
  expect(account.meta.sequences()).toHaveLength(2);

  project.program(replacing("one", `adoptSequenceId: "${old}"`));
  const { outputs } = await up(stack);
  expect(outputs["id"]?.value).toBe(old);
  expect(account.meta.sequences()).toEqual([expect.objectContaining({ id: old, isUsedInAd: true })]);
  await up(stack, { expectNoChanges: true, refresh: true });

  account.meta.removeAd(ad.adId);
  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

test("a replacement of the very sequence that was adopted makes a new one", async () => {
  const old = account.meta.addSequence({ name: "s", content: { text: "one" } });
  const adopting = (text: string): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", adoptSequenceId: "${old}" }); exports.id = s.sequenceId;`;
  project.program(adopting("one"));
  const stack = await project.stack();
  expect((await up(stack)).outputs["id"]?.value).toBe(old);
  project.program(adopting("two"));
  expect((await up(stack)).outputs["id"]?.value).not.toBe(old);
  expect(account.meta.sequences()).toEqual([expect.objectContaining({ content: expect.objectContaining({ text: "two" }) })]);
});

test("a create whose read-back fails is recorded, blocks nothing else, and the next up settles it without a second row", async () => {
  project.program(program());
  const stack = await project.stack({ WHATSAPP_OPERATION_TIMEOUT_MS: "2000", WHATSAPP_MAX_ATTEMPTS: "1" });
  account.meta.faults.add({ match: { verb: "read" }, effect: { kind: "status", status: 503 }, times: "always" });
  const error = await failureOf(up(stack));
  const id = account.meta.sequences()[0]?.id ?? "";
  expect(error.message).toContain(`Sequence ${account.meta.wabaId}/${id} was written, but reading it back failed.`);
  account.meta.faults.clear();
  await up(stack);
  expect(writes(account.meta.journal())).toEqual([]);
  expect(account.meta.sequences().map((row) => row.id)).toEqual([id]);
  await up(stack, { expectNoChanges: true });
});

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
  project.program(`const s = whatsapp.WelcomeMessageSequence.get("theirs", "${account.meta.wabaId}/${id}"); exports.text = s.text; exports.id = s.sequenceId;`);
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
  expect(account.meta.sequences().map(({ wabaId, name }) => [wabaId, name]).sort()).toEqual([[account.meta.wabaId, "a"], ["888", "b"]].sort());
  expect(new Set(account.meta.journal().filter(({ path }) => path.startsWith("/888")).map(({ appId }) => appId))).toEqual(new Set(["777"]));
  expect(new Set(account.meta.journal().filter(({ path }) => path.startsWith(account.edge)).map(({ appId }) => appId))).toEqual(new Set([account.meta.appId]));
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

describe("what a user sees for", () => {
  const failing = async (text: string, changes: Readonly<Record<string, string | undefined>> = {}): Promise<string> => {
    project.program(text);
    const error = await failureOf(up(await project.stack(changes)));
    expect(account.meta.sequences()).toEqual([]);
    expect(error.message).not.toMatch(/^\s+at /m);
    return error.message;
  };

  test("an empty text", async () => {
    expect(await failing('new whatsapp.WelcomeMessageSequence("s", { text: "" });')).toContain("text: must not be empty; write at least one visible character");
  });

  test("five mistakes at once", async () => {
    const message = await failing(
      'new whatsapp.WelcomeMessageSequence("s", { name: " ", text: "", iceBreakers: [{ title: "" }], autofillMessage: {}, duplicates: "never" });',
    );
    for (const path of ["name: ", "text: ", "iceBreakers[0].title: ", "autofillMessage.content: is required", "duplicates: must be one of"]) {
      expect(message).toContain(path);
    }
  });

  test("an unknown key", async () => {
    expect(await failing('new whatsapp.WelcomeMessageSequence("s", { text: "Hi", iceBreaker: [] });')).toContain('iceBreaker: is not known; did you mean "iceBreakers"?');
  });

  test("no arguments at all", async () => {
    expect(await failing('new whatsapp.WelcomeMessageSequence("s");')).toContain('"s" needs arguments: give at least `text`');
  });

  test("no token", async () => {
    expect(await failing(program(), { WHATSAPP_ACCESS_TOKEN: undefined })).toContain("No access token is set. Set it with");
  });

  test("a wrong token", async () => {
    const message = await failing(program(), { WHATSAPP_ACCESS_TOKEN: "EAAwrongtoken" });
    expect(message).toContain("Set a valid token with");
    expect(message).not.toContain("EAAwrongtoken");
  });

  test("a wrong account", async () => {
    expect(await failing(program(), { WHATSAPP_WABA_ID: "999" })).toContain("Check that 999 is the WhatsApp Business Account id");
  });

  test("an unreachable host", async () => {
    expect(await failing(program(), { WHATSAPP_BASE_URL: "http://127.0.0.1:1" })).toContain("127.0.0.1:1 could not be reached after 4 attempts (ECONNREFUSED).");
  });
});

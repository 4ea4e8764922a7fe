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

test("the state holds no clear token and no code but the constant", async () => {
  project.program(program());
  const stack = await project.stack({ WHATSAPP_ACCESS_TOKEN: undefined });
  await stack.setConfig("whatsapp:accessToken", { value: account.meta.accessToken, secret: true });
  await up(stack);
  const text = project.stateText();
  expect(account.meta.sequences()).toHaveLength(1);
  expect(text).not.toContain(account.meta.accessToken);
  expect(text).toContain("whatsapp:accessToken");
  const handlers = [...text.matchAll(/"__provider":("(?:[^"\\]|\\.)*")/g)].map(
    ([, literal]) => JSON.parse(literal ?? "") as string,
  );
  expect(handlers).toHaveLength(2);
  expect(new Set(handlers)).toEqual(
    new Set(['exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;']),
  );
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

test("a run that ends between taking a sequence back and clearing its old entry leaves it alive for the next run", async () => {
  const s = (text: string, more = ""): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", ${more} });`;
  project.program(s("one"));
  const stack = await project.stack();
  await up(stack);
  const old = account.meta.sequences()[0]?.id ?? "";
  const ad = account.meta.addAd({ sequenceId: old });
  project.program(s("two"));
  await failureOf(up(stack));
  account.meta.removeAd(ad.adId);

  const broken = 'new whatsapp.WelcomeMessageSequence("t", { text: "x", adoptSequenceId: "999" }, { dependsOn: [s] });';
  project.program(s("one", `adoptSequenceId: "${old}"`) + broken);
  await failureOf(up(stack));
  project.program(s("one", `adoptSequenceId: "${old}"`));
  await up(stack);
  expect(account.meta.sequences().map(({ id }) => id)).toEqual([old]);
  await up(stack, { expectNoChanges: true, refresh: true });
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
  expect(account.meta.sequences()).toEqual([
    expect.objectContaining({ content: expect.objectContaining({ text: "two" }) }),
  ]);
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

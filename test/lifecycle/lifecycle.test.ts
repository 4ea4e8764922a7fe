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
  expect(row).toMatchObject({
    name: "driver-signup",
    content: { text: "Hi! Thanks for your interest in driving with us." },
  });
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
  const dependent =
    'new whatsapp.WelcomeMessageSequence("ad", { text: pulumi.interpolate`uses ${signup.sequenceId}`, onContentChange: "replace" });';
  project.program(program("", dependent));
  const stack = await project.stack();
  await up(stack);
  project.program(program('text: "New",', dependent).replace(/text: "Hi[^"]*", /, ""));
  expect((await stack.preview()).changeSummary).toEqual({ same: 2, update: 1 });
  const { summary } = await up(stack);
  expect(summary.resourceChanges).toEqual({ same: 2, update: 1 });
  expect(account.meta.sequences().map(({ content }) => content?.["text"])).toEqual([
    "New",
    expect.stringMatching(/^uses \d+$/),
  ]);
});

test("drift is seen by refresh and mended by up, which is then quiet", async () => {
  project.program(program());
  const stack = await project.stack();
  await up(stack);
  const [row] = account.meta.sequences();
  account.meta.editSequence(row?.id ?? "", { name: "edited in Meta's tools" });
  const refreshed = await stack.refresh();
  expect(refreshed.summary.resourceChanges).toMatchObject({ update: 1 });
  expect(refreshed.stdout).toContain('~ name: "driver-signup" => "edited in Meta\'s tools"');
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
  expect(error.message).toMatch(
    /4027012.*Disconnect the sequence from the ad.*retainOnDelete.*onContentChange: "replace"/s,
  );
  expect(`${error.message}${String(Reflect.get(error, "stdout"))}`).not.toMatch(/^\s+at /m);
  expect(writes(account.meta.journal())).toEqual([]);
  await stack.refresh();
  expect((await up(stack)).outputs["isUsedInAd"]?.value).toBe(true);
  account.meta.removeAd(adId);
  await stack.destroy();
  expect(account.meta.sequences()).toEqual([]);
});

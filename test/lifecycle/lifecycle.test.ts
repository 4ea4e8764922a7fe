import { DeploymentError } from "pulumi-whatsapp-engine";
import { failureOf, writes } from "../support/account";
import { Lifecycle, program } from "../support/lifecycle";

const the = new Lifecycle();

test("a sequence lives from up to destroy, and a second up makes no call", async () => {
  the.project.program(program());
  const stack = await the.project.stack();
  const preview = await stack.preview();
  expect(the.account.meta.journal()).toEqual([]);
  expect(preview.changeSummary).toMatchObject({ create: 2 });

  const first = await the.up(stack);
  const [row] = the.account.meta.sequences();
  expect(row).toMatchObject({
    name: "driver-signup",
    content: { text: "Hi! Thanks for your interest in driving with us." },
  });
  expect(first.outputs).toEqual({
    sequenceId: { value: row?.id, secret: false },
    isUsedInAd: { value: false, secret: false },
    text: { value: "Hi! Thanks for your interest in driving with us.", secret: false },
  });

  const second = await the.up(stack);
  expect(the.account.meta.journal()).toEqual([]);
  expect(second.summary.resourceChanges).toEqual({ same: 2 });
  await stack.preview({ expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);

  await the.up(stack, { refresh: true, expectNoChanges: true });
  expect(writes(the.account.meta.journal())).toEqual([]);

  await stack.destroy();
  expect(the.account.meta.sequences()).toEqual([]);
});

test("an edit of the text previews one update in place, and nothing on a resource that takes the sequence's id", async () => {
  const dependent =
    'new whatsapp.WelcomeMessageSequence("ad", { text: pulumi.interpolate`uses ${signup.sequenceId}`, onContentChange: "replace" });';
  the.project.program(program("", dependent));
  const stack = await the.project.stack();
  await the.up(stack);
  the.project.program(program('text: "New",', dependent).replace(/text: "Hi[^"]*", /, ""));
  expect((await stack.preview()).changeSummary).toEqual({ same: 2, update: 1 });
  const { summary } = await the.up(stack);
  expect(summary.resourceChanges).toEqual({ same: 2, update: 1 });
  expect(the.account.meta.sequences().map(({ content }) => content?.["text"])).toEqual([
    "New",
    expect.stringMatching(/^uses \d+$/),
  ]);
});

test("drift is seen by refresh and mended by up, which is then quiet", async () => {
  the.project.program(program());
  const stack = await the.project.stack();
  await the.up(stack);
  const [row] = the.account.meta.sequences();
  the.account.meta.editSequence(row?.id ?? "", { name: "edited in Meta's tools" });
  const refreshed = await stack.refresh();
  expect(refreshed.summary.resourceChanges).toMatchObject({ update: 1 });
  expect(refreshed.stdout).toContain('~ name: "driver-signup" => "edited in Meta\'s tools"');
  expect(the.project.stateText()).toContain("edited in Meta's tools");
  expect((await the.up(stack)).summary.resourceChanges).toMatchObject({ update: 1 });
  expect(the.account.meta.sequences()[0]).toMatchObject({ id: row?.id, name: "driver-signup" });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("a sequence that somebody removed is found gone by refresh and made again by up", async () => {
  the.project.program(program());
  const stack = await the.project.stack();
  await the.up(stack);
  the.account.meta.removeSequence(the.account.meta.sequences()[0]?.id ?? "");
  expect((await stack.refresh()).summary.resourceChanges).toMatchObject({ delete: 1 });
  await the.up(stack);
  expect(the.account.meta.sequences()).toHaveLength(1);
});

test("while an ad uses it, destroy is refused with 4027012 and the ways out, without a stack trace; afterwards it goes", async () => {
  the.project.program(program());
  const stack = await the.project.stack();
  await the.up(stack);
  const id = the.account.meta.sequences()[0]?.id ?? "";
  const { adId } = { adId: the.account.meta.addAd({ sequenceId: id }).adId };
  the.account.meta.clearJournal();
  const error = await failureOf(stack.destroy());
  expect(error).toBeInstanceOf(DeploymentError);
  expect(error.message).toContain(`Refused to delete sequence "driver-signup" (${the.account.meta.wabaId}/${id})`);
  expect(error.message).toMatch(
    /4027012.*Disconnect the sequence from the ad.*retainOnDelete.*onContentChange: "replace"/s,
  );
  expect(`${error.message}${String(Reflect.get(error, "stdout"))}`).not.toMatch(/^\s+at /m);
  expect(writes(the.account.meta.journal())).toEqual([]);
  await stack.refresh();
  expect((await the.up(stack)).outputs["isUsedInAd"]?.value).toBe(true);
  the.account.meta.removeAd(adId);
  await stack.destroy();
  expect(the.account.meta.sequences()).toEqual([]);
});

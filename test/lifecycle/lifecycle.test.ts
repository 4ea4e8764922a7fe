import { writes } from "../support/world/account";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";

const the = new ProjectFixture();

test("up creates a sequence, a second up makes no call, destroy deletes", async () => {
  the.project.program(sequenceProgram());
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

test("a new text updates in place and leaves dependents unchanged", async () => {
  const dependent =
    'new whatsapp.WelcomeMessageSequence("ad", { text: pulumi.interpolate`uses ${signup.sequenceId}`, onContentChange: "replace" });';
  the.project.program(sequenceProgram("", dependent));
  const stack = await the.project.stack();
  await the.up(stack);
  the.project.program(sequenceProgram('text: "New",', dependent).replace(/text: "Hi[^"]*", /, ""));
  expect((await stack.preview()).changeSummary).toEqual({ same: 2, update: 1 });
  const { summary } = await the.up(stack);
  expect(summary.resourceChanges).toEqual({ same: 2, update: 1 });
  expect(the.account.meta.sequences().map(({ content }) => content?.["text"])).toEqual([
    "New",
    expect.stringMatching(/^uses \d+$/),
  ]);
});

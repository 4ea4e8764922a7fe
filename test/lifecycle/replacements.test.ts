import { failureOf } from "../support/world/failures";
import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

test("adoptSequenceId takes back a replaced text whose delete failed", async () => {
  const write = (text: string, more = ""): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", ${more} }); exports.id = s.sequenceId;`;
  the.project.program(write("one"));
  const stack = await the.project.stack();
  await the.up(stack);
  const old = the.account.meta.sequences()[0]?.id ?? "";
  const ad = the.account.meta.addAd({ sequenceId: old });

  the.project.program(write("two"));
  const failure = await failureOf(the.up(stack));
  expect(failure.message).toContain(old);
  expect(the.account.meta.sequences().map(({ content }) => content?.["text"])).toEqual(["one", "two"]);

  the.project.program(write("one"));
  expect((await failureOf(the.up(stack))).message).toContain(`adoptSequenceId: "${old}"`);
  expect(the.account.meta.sequences()).toHaveLength(2);

  the.project.program(write("one", `adoptSequenceId: "${old}"`));
  const { outputs } = await the.up(stack);
  expect(outputs["id"]?.value).toBe(old);
  expect(the.account.meta.sequences()).toEqual([expect.objectContaining({ id: old, isUsedInAd: true })]);
  await the.up(stack, { expectNoChanges: true, refresh: true });

  the.account.meta.removeAd(ad.adId);
  await stack.destroy();
  expect(the.account.meta.sequences()).toEqual([]);
});

test("a run that fails right after the adoption keeps the sequence", async () => {
  const write = (text: string, more = ""): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", ${more} });`;
  the.project.program(write("one"));
  const stack = await the.project.stack();
  await the.up(stack);
  const old = the.account.meta.sequences()[0]?.id ?? "";
  const ad = the.account.meta.addAd({ sequenceId: old });
  the.project.program(write("two"));
  await failureOf(the.up(stack));
  the.account.meta.removeAd(ad.adId);

  const failingSequence =
    'new whatsapp.WelcomeMessageSequence("t", { text: "x", adoptSequenceId: "999" }, { dependsOn: [s] });';
  the.project.program(write("one", `adoptSequenceId: "${old}"`) + failingSequence);
  await failureOf(the.up(stack));
  the.project.program(write("one", `adoptSequenceId: "${old}"`));
  await the.up(stack);
  expect(the.account.meta.sequences().map(({ id }) => id)).toEqual([old]);
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("each new text replaces a sequence that the program still adopts", async () => {
  const old = the.account.meta.addSequence({ name: "s", content: { text: "one" } });
  const write = (text: string): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", adoptSequenceId: "${old}" }); exports.id = s.sequenceId;`;
  the.project.program(write("one"));
  const stack = await the.project.stack();
  expect((await the.up(stack)).outputs["id"]?.value).toBe(old);
  for (const text of ["two", "three"]) {
    the.project.program(write(text));
    const [before] = the.account.meta.sequences();
    expect((await the.up(stack)).outputs["id"]?.value).not.toBe(before?.id);
    expect(the.account.meta.sequences().map(({ content }) => content?.["text"])).toEqual([text]);
  }
});

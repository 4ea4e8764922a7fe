import { failureOf } from "../support/world/failures";
import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

test("a replaced text whose old delete fails can be taken back with adoptSequenceId, and nothing is lost", async () => {
  const replacing = (text: string, more = ""): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", ${more} }); exports.id = s.sequenceId;`;
  the.project.program(replacing("one"));
  const stack = await the.project.stack();
  await the.up(stack);
  const old = the.account.meta.sequences()[0]?.id ?? "";
  const ad = the.account.meta.addAd({ sequenceId: old });

  the.project.program(replacing("two"));
  const refused = await failureOf(the.up(stack));
  expect(refused.message).toContain(old);
  expect(the.account.meta.sequences().map(({ content }) => content?.["text"])).toEqual(["one", "two"]);

  the.project.program(replacing("one"));
  expect((await failureOf(the.up(stack))).message).toContain(`adoptSequenceId: "${old}"`);
  expect(the.account.meta.sequences()).toHaveLength(2);

  the.project.program(replacing("one", `adoptSequenceId: "${old}"`));
  const { outputs } = await the.up(stack);
  expect(outputs["id"]?.value).toBe(old);
  expect(the.account.meta.sequences()).toEqual([expect.objectContaining({ id: old, isUsedInAd: true })]);
  await the.up(stack, { expectNoChanges: true, refresh: true });

  the.account.meta.removeAd(ad.adId);
  await stack.destroy();
  expect(the.account.meta.sequences()).toEqual([]);
});

test("a run that ends between taking a sequence back and clearing its old entry leaves it alive for the next run", async () => {
  const s = (text: string, more = ""): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", ${more} });`;
  the.project.program(s("one"));
  const stack = await the.project.stack();
  await the.up(stack);
  const old = the.account.meta.sequences()[0]?.id ?? "";
  const ad = the.account.meta.addAd({ sequenceId: old });
  the.project.program(s("two"));
  await failureOf(the.up(stack));
  the.account.meta.removeAd(ad.adId);

  const broken = 'new whatsapp.WelcomeMessageSequence("t", { text: "x", adoptSequenceId: "999" }, { dependsOn: [s] });';
  the.project.program(s("one", `adoptSequenceId: "${old}"`) + broken);
  await failureOf(the.up(stack));
  the.project.program(s("one", `adoptSequenceId: "${old}"`));
  await the.up(stack);
  expect(the.account.meta.sequences().map(({ id }) => id)).toEqual([old]);
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("a replacement of the very sequence that was adopted makes a new one", async () => {
  const old = the.account.meta.addSequence({ name: "s", content: { text: "one" } });
  const adopting = (text: string): string =>
    `const s = new whatsapp.WelcomeMessageSequence("s", { text: "${text}", onContentChange: "replace", adoptSequenceId: "${old}" }); exports.id = s.sequenceId;`;
  the.project.program(adopting("one"));
  const stack = await the.project.stack();
  expect((await the.up(stack)).outputs["id"]?.value).toBe(old);
  the.project.program(adopting("two"));
  expect((await the.up(stack)).outputs["id"]?.value).not.toBe(old);
  expect(the.account.meta.sequences()).toEqual([
    expect.objectContaining({ content: expect.objectContaining({ text: "two" }) }),
  ]);
});

import { failureTextOf } from "../support/world/failures";
import { writes } from "../support/world/account";
import { adOf, adProgram, liveCreatives } from "../support/world/ads";
import { ProjectFixture } from "../support/world/project-fixture";

/** What `up --replace` makes of each kind of resource: something new that nothing can tell from the old is refused, unless asked for. */
const the = new ProjectFixture();

function program(adId: string, duplicates: "refuse" | "allow", attachmentOptions = ""): string {
  return adProgram(adId, {
    sequence: `text: "Hi", duplicates: "${duplicates}"`,
    creative: `duplicates: "${duplicates}"`,
    attachmentOptions,
  });
}

function alive() {
  return {
    sequences: the.account.meta.sequences().map(({ id }) => id),
    creatives: liveCreatives(the.account.meta),
  };
}
function ad(adId: string) {
  return adOf(the.account.meta, adId);
}
function told(): string[] {
  return writes(the.account.meta.journal()).map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);
}

async function begun() {
  const { adId, creativeId: before } = the.account.meta.addAd({});
  the.project.program(program(adId, "refuse"));
  const stack = await the.project.stack();
  await the.up(stack);
  the.account.meta.clearJournal();
  return { stack, adId, before, old: alive() };
}

function allowing(adId: string): void {
  the.project.program(program(adId, "allow"));
}

test("an unchanged sequence is made anew only where a second one is allowed, and the ad follows before the old one goes", async () => {
  const { stack, adId, old } = await begun();
  const replace = ["**:WelcomeMessageSequence::*"];
  await stack.preview({ replace });
  expect(the.account.meta.journal()).toEqual([]);
  const text = await failureTextOf(stack.up({ replace }));
  expect(text).toContain(
    `already contains sequence ${the.account.meta.wabaId}/${old.sequences[0] ?? ""} with this name and content`,
  );
  expect(text).toContain('or duplicates: "allow" to create a second one.');
  expect([told(), alive()]).toEqual([[], old]);

  allowing(adId);
  const { summary } = await the.up(stack, { replace });
  expect(summary.resourceChanges).toEqual({ same: 1, replace: 2, update: 1 });
  expect(told()).toEqual([
    ...["POST welcome_message_sequences", "POST adcreatives", `POST ${adId}`],
    ...[`DELETE ${old.creatives[1] ?? ""}`, "DELETE welcome_message_sequences"],
  ]);
  expect(alive().sequences).toEqual([ad(adId)?.sequenceId]);
  expect(alive().sequences).not.toEqual(old.sequences);
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("an unchanged creative likewise, with the sequence it had", async () => {
  const { stack, adId, before, old } = await begun();
  const replace = ["**:AdCreative::*"];
  expect(await failureTextOf(stack.up({ replace }))).toContain(
    `already contains ad creative 368811234567890/${old.creatives[1] ?? ""} with this name and content`,
  );
  expect([told(), alive()]).toEqual([[], old]);
  allowing(adId);
  await the.up(stack, { replace });
  expect(told()).toEqual(["POST adcreatives", `POST ${adId}`, `DELETE ${old.creatives[1] ?? ""}`]);
  expect(alive()).toEqual({ sequences: old.sequences, creatives: [before, ad(adId)?.creativeId] });
});

test("an attachment is made anew without a write, and a warning names what is not restored any more", async () => {
  const { stack, adId, before, old } = await begun();
  const { summary, stdout } = await the.up(stack, { replace: ["**:AdCreativeAttachment::*"] });
  expect(summary.resourceChanges).toEqual({ same: 3, replace: 1 });
  expect([told(), ad(adId)?.creativeId]).toEqual([[], old.creatives[1]]);
  expect(stdout).toContain(
    `the creative that the ad had at first, ${before}, is not restored when the attachment is deleted`,
  );
  expect(await failureTextOf(stack.destroy())).toContain("which creative the ad had before is not recorded");
  the.account.meta.editAd(adId, { creativeId: before });
  await stack.destroy();
  expect([alive(), ad(adId)?.creativeId]).toEqual([{ sequences: [], creatives: [before] }, before]);
});

test("where it is deleted first, it restores and records again", async () => {
  const { stack, adId, before } = await begun();
  the.project.program(program(adId, "refuse", "deleteBeforeReplace: true"));
  const { stdout } = await the.up(stack, { replace: ["**:AdCreativeAttachment::*"] });
  expect(told()).toEqual([`POST ${adId}`, `POST ${adId}`]);
  expect(stdout).not.toContain("not restored");
  await stack.destroy();
  expect([alive(), ad(adId)?.creativeId]).toEqual([{ sequences: [], creatives: [before] }, before]);
});

test("all at once, after a first try that was refused half way, leaves one of each", async () => {
  const { stack, adId, before } = await begun();
  await failureTextOf(stack.up({ replace: ["**"] }));
  allowing(adId);
  const { summary, stdout } = await the.up(stack, { replace: ["**"] });
  expect(summary.resourceChanges).toEqual({ replace: 4 });
  expect(stdout).toContain("leaving it unchanged");
  expect(alive()).toEqual({ sequences: [ad(adId)?.sequenceId], creatives: [before, ad(adId)?.creativeId] });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

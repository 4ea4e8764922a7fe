import { failureTextOf } from "../support/world/failures";
import { writes } from "../support/world/account";
import { adOf, adProgram, liveCreatives } from "../support/world/ads";
import { ProjectFixture } from "../support/world/project-fixture";

// `pulumi up --replace` of each kind: a new object equal to the old one is refused unless duplicates are allowed.
const the = new ProjectFixture();

function program(adId: string, duplicates: "refuse" | "allow", attachmentOptions = ""): string {
  return adProgram(adId, {
    sequence: `text: "Hi", duplicates: "${duplicates}"`,
    creative: `duplicates: "${duplicates}"`,
    attachmentOptions,
  });
}

function listObjects() {
  return {
    sequences: the.account.meta.sequences().map(({ id }) => id),
    creatives: liveCreatives(the.account.meta),
  };
}
function findAd(adId: string) {
  return adOf(the.account.meta, adId);
}
function describeWrites(): string[] {
  return writes(the.account.meta.journal()).map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);
}

async function deploy() {
  const { adId, creativeId: before } = the.account.meta.addAd({});
  the.project.program(program(adId, "refuse"));
  const stack = await the.project.stack();
  await the.up(stack);
  the.account.meta.clearJournal();
  return { stack, adId, before, old: listObjects() };
}

function allowDuplicates(adId: string): void {
  the.project.program(program(adId, "allow"));
}

test("an unchanged sequence is replaced only if duplicates are allowed", async () => {
  const { stack, adId, old } = await deploy();
  const replace = ["**:WelcomeMessageSequence::*"];
  await stack.preview({ replace });
  expect(the.account.meta.journal()).toEqual([]);
  const text = await failureTextOf(stack.up({ replace }));
  expect(text).toContain(
    `already contains sequence ${the.account.meta.wabaId}/${old.sequences[0] ?? ""} with this name and content`,
  );
  expect(text).toContain('or duplicates: "allow" to create a second one.');
  expect([describeWrites(), listObjects()]).toEqual([[], old]);

  allowDuplicates(adId);
  const { summary } = await the.up(stack, { replace });
  expect(summary.resourceChanges).toEqual({ same: 1, replace: 2, update: 1 });
  expect(describeWrites()).toEqual([
    ...["POST welcome_message_sequences", "POST adcreatives", `POST ${adId}`],
    ...[`DELETE ${old.creatives[1] ?? ""}`, "DELETE welcome_message_sequences"],
  ]);
  expect(listObjects().sequences).toEqual([findAd(adId)?.sequenceId]);
  expect(listObjects().sequences).not.toEqual(old.sequences);
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("an unchanged creative is replaced only if duplicates are allowed", async () => {
  const { stack, adId, before, old } = await deploy();
  const replace = ["**:AdCreative::*"];
  expect(await failureTextOf(stack.up({ replace }))).toContain(
    `already contains ad creative 368811234567890/${old.creatives[1] ?? ""} with this name and content`,
  );
  expect([describeWrites(), listObjects()]).toEqual([[], old]);
  allowDuplicates(adId);
  await the.up(stack, { replace });
  expect(describeWrites()).toEqual(["POST adcreatives", `POST ${adId}`, `DELETE ${old.creatives[1] ?? ""}`]);
  expect(listObjects()).toEqual({ sequences: old.sequences, creatives: [before, findAd(adId)?.creativeId] });
});

test("an attachment is replaced without a write and loses its record", async () => {
  const { stack, adId, before, old } = await deploy();
  const { summary, stdout } = await the.up(stack, { replace: ["**:AdCreativeAttachment::*"] });
  expect(summary.resourceChanges).toEqual({ same: 3, replace: 1 });
  expect([describeWrites(), findAd(adId)?.creativeId]).toEqual([[], old.creatives[1]]);
  expect(stdout).toContain(
    `the creative that the ad had at first, ${before}, is not restored when the attachment is deleted`,
  );
  expect(await failureTextOf(stack.destroy())).toContain("which creative the ad had before is not recorded");
  the.account.meta.editAd(adId, { creativeId: before });
  await stack.destroy();
  expect([listObjects(), findAd(adId)?.creativeId]).toEqual([{ sequences: [], creatives: [before] }, before]);
});

test("an attachment that is deleted before replacement restores and records again", async () => {
  const { stack, adId, before } = await deploy();
  the.project.program(program(adId, "refuse", "deleteBeforeReplace: true"));
  const { stdout } = await the.up(stack, { replace: ["**:AdCreativeAttachment::*"] });
  expect(describeWrites()).toEqual([`POST ${adId}`, `POST ${adId}`]);
  expect(stdout).not.toContain("not restored");
  await stack.destroy();
  expect([listObjects(), findAd(adId)?.creativeId]).toEqual([{ sequences: [], creatives: [before] }, before]);
});

test("a repeated replacement of everything leaves one of each", async () => {
  const { stack, adId, before } = await deploy();
  await failureTextOf(stack.up({ replace: ["**"] }));
  allowDuplicates(adId);
  const { summary, stdout } = await the.up(stack, { replace: ["**"] });
  expect(summary.resourceChanges).toEqual({ replace: 4 });
  expect(stdout).toContain("leaving it unchanged");
  expect(listObjects()).toEqual({
    sequences: [findAd(adId)?.sequenceId],
    creatives: [before, findAd(adId)?.creativeId],
  });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

import type { JournalEntry } from "pulumi-whatsapp-simulator";
import { failureOf } from "../support/world/failures";
import { writes } from "../support/world/account";
import { adOf, adProgram, liveCreatives } from "../support/world/ads";
import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

interface Adopted {
  readonly sequenceId: string;
  readonly creativeId: string;
}

function program(adId: string, text: string, adopted?: Adopted): string {
  return adProgram(adId, {
    sequence: `text: "${text}", onContentChange: "replace", adoptSequenceId: ${JSON.stringify(adopted?.sequenceId)}`,
    creative: `adoptCreativeId: ${JSON.stringify(adopted?.creativeId)}`,
  });
}

/** The one sequence or creative that is held beside the ad's first. */
function alive() {
  return {
    sequences: the.account.meta.sequences().map(({ id, content }) => [id, content?.["text"]]),
    creatives: liveCreatives(the.account.meta),
  };
}

function ad(adId: string) {
  return adOf(the.account.meta, adId);
}

/** What the calls did, in a reader's words. */
function told(journal: readonly JournalEntry[]): string[] {
  return writes(journal).map(({ method, path, query }) => {
    const edge = path.split("/").at(-1) ?? "";
    const id = query["sequence_id"];
    return id === undefined ? `${method} ${edge}` : `${method} ${edge} ${id}`;
  });
}

/** Replays the writes: what the ad had after each of them, and whether that was still there. */
function expectNeverWithout(adId: string, first: string, journal: readonly JournalEntry[]): void {
  const sequenceOf = new Map(the.account.meta.creatives().map(({ id, sequenceId }) => [id, sequenceId]));
  const gone = new Set<string>();
  let creativeId = first;
  for (const { method, path, query, body, status } of writes(journal)) {
    if (status !== 200) continue;
    const pointed = path === `/${adId}` ? /"creative_id":"(\d+)"/.exec(JSON.stringify(body)) : undefined;
    creativeId = pointed?.[1] ?? creativeId;
    if (method === "DELETE") gone.add(query["sequence_id"] ?? path.slice(1));
    const sequenceId = sequenceOf.get(creativeId);
    expect([creativeId, sequenceId].filter((id) => gone.has(String(id)))).toEqual([]);
    expect(sequenceId).toMatch(/^\d+$/);
  }
}

/** The first version is up, and the ad has it. */
async function up() {
  const { adId, creativeId: before } = the.account.meta.addAd({});
  the.project.program(program(adId, "one"));
  const stack = await the.project.stack();
  const { outputs } = await the.up(stack);
  const idOf = (output: string): string => JSON.stringify(outputs[output]?.value).replaceAll('"', "");
  const old = { sequenceId: idOf("sequenceId"), creativeId: idOf("creativeId") };
  expect(ad(adId)).toMatchObject({ ...old });
  return { stack, adId, before, old };
}

test("a new text, previewed without a call, makes a new sequence and a new creative, moves the ad over, and only then deletes the old ones", async () => {
  const { stack, adId, before, old } = await up();
  await the.up(stack, { expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
  the.project.program(program(adId, "two"));
  const { changeSummary } = await stack.preview();
  expect(changeSummary).toMatchObject({ replace: 2, update: 1 });
  expect(the.account.meta.journal()).toEqual([]);
  const { outputs } = await the.up(stack);
  const { sequenceId, creativeId } = ad(adId) ?? {};
  expect([sequenceId, creativeId]).toEqual([outputs["sequenceId"]?.value, outputs["creativeId"]?.value]);
  expect(told(the.account.meta.journal())).toEqual([
    "POST welcome_message_sequences",
    "POST adcreatives",
    `POST ${adId}`,
    `DELETE ${old.creativeId}`,
    `DELETE welcome_message_sequences ${old.sequenceId}`,
  ]);
  expectNeverWithout(adId, old.creativeId, the.account.meta.journal());
  expect(alive()).toEqual({ sequences: [[sequenceId, "two"]], creatives: [before, creativeId] });
  await the.up(stack, { expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
  await the.up(stack, { expectNoChanges: true, refresh: true });
  await stack.destroy();
  expect(ad(adId)?.creativeId).toBe(before);
  expect(alive()).toEqual({ sequences: [], creatives: [before] });
});

test("when the ad cannot be moved over, the old ones stay, and the next run finishes without a second copy", async () => {
  const { stack, adId, before, old } = await up();
  the.project.program(program(adId, "two"));
  the.account.meta.faults.add({ match: { path: `/${adId}`, verb: "update" }, effect: { kind: "graph", code: 10 } });
  const { message } = await failureOf(the.up(stack));
  expect(message).toMatch(
    /Could not update the attachment of ad creative \d+ to ad \d+\. Meta refused: .*ads_management/,
  );
  expect(ad(adId)).toMatchObject(old);
  expectNeverWithout(adId, old.creativeId, the.account.meta.journal());
  expect(alive().sequences.map(([, text]) => text)).toEqual(["one", "two"]);
  await the.up(stack);
  expectNeverWithout(adId, old.creativeId, the.account.meta.journal());
  expect(told(the.account.meta.journal())).toEqual([
    `POST ${adId}`,
    `DELETE ${old.creativeId}`,
    `DELETE welcome_message_sequences ${old.sequenceId}`,
  ]);
  const { sequenceId, creativeId } = ad(adId) ?? {};
  expect(alive()).toEqual({ sequences: [[sequenceId, "two"]], creatives: [before, creativeId] });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("while a second ad holds the old creative, everything else is done, each old id is named, and later runs finish once it is released", async () => {
  const { stack, adId, before, old } = await up();
  const second = the.account.meta.addAd({});
  the.account.meta.editAd(second.adId, { creativeId: old.creativeId });
  the.project.program(program(adId, "two"));
  const { message } = await failureOf(the.up(stack));
  expect(message).toContain(old.creativeId);
  expect(message).toContain(`Until then sequence ${old.sequenceId}, which it shows, stays too.`);
  const now = ad(adId);
  expect(now?.sequenceId).not.toBe(old.sequenceId);
  expect(alive().creatives).toEqual([before, old.creativeId, second.creativeId, now?.creativeId]);

  expect((await failureOf(the.up(stack))).message).toContain(old.creativeId);
  expect(told(the.account.meta.journal())).toEqual([`DELETE ${old.creativeId}`]);

  the.account.meta.editAd(second.adId, { creativeId: second.creativeId });
  await the.up(stack);
  expect(told(the.account.meta.journal())).toEqual([
    `DELETE ${old.creativeId}`,
    `DELETE welcome_message_sequences ${old.sequenceId}`,
  ]);
  expect(alive()).toEqual({
    sequences: [[now?.sequenceId, "two"]],
    creatives: [before, second.creativeId, now?.creativeId],
  });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("a text that is taken back while the old ones still wait is taken over with them, as the errors say", async () => {
  const { stack, adId, before, old } = await up();
  const second = the.account.meta.addAd({});
  the.account.meta.editAd(second.adId, { creativeId: old.creativeId });
  the.project.program(program(adId, "two"));
  await failureOf(the.up(stack));
  const two = ad(adId);

  the.project.program(program(adId, "one"));
  expect((await failureOf(the.up(stack))).message).toContain(`adoptSequenceId: "${old.sequenceId}"`);
  the.project.program(program(adId, "one", old));
  await the.up(stack);
  expectNeverWithout(adId, two?.creativeId ?? "", the.account.meta.journal());
  expect(ad(adId)).toMatchObject(old);
  expect(told(the.account.meta.journal())).toEqual([
    `POST ${adId}`,
    `DELETE ${two?.creativeId ?? ""}`,
    `DELETE welcome_message_sequences ${two?.sequenceId ?? ""}`,
  ]);
  expect(alive()).toEqual({
    sequences: [[old.sequenceId, "one"]],
    creatives: [before, old.creativeId, second.creativeId],
  });
  await the.up(stack, { expectNoChanges: true, refresh: true });
  the.account.meta.editAd(second.adId, { creativeId: second.creativeId });
  await stack.destroy();
  expect(alive()).toEqual({ sequences: [], creatives: [before, second.creativeId] });
});

test("while another creative holds the old sequence for a second ad, the old creative goes, and the sequence waits", async () => {
  const { stack, adId, old } = await up();
  const second = the.account.meta.addAd({ sequenceId: old.sequenceId });
  the.project.program(program(adId, "two"));
  // The provider looks again for as long as Meta may take to notice, or the operation's time allows.
  const impatient = await the.project.stack({ WHATSAPP_OPERATION_TIMEOUT_MS: "3000" });
  const { message } = await failureOf(the.up(impatient));
  expect(message).toMatch(
    new RegExp(`Refused to delete sequence "signup" \\(\\d+/${old.sequenceId}\\)\\. An ad uses it`),
  );
  expect(alive().creatives).not.toContain(old.creativeId);
  the.account.meta.removeAd(second.adId);
  await the.up(stack);
  expect(alive().sequences.map(([, text]) => text)).toEqual(["two"]);
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

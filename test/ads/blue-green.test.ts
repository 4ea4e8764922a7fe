import type { JournalEntry } from "pulumi-whatsapp-simulator";
import { failureOf } from "../support/world/failures";
import { writes } from "../support/world/account";
import { adOf, adProgram, liveCreatives } from "../support/world/ads";
import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

interface AdoptedIds {
  readonly sequenceId: string;
  readonly creativeId: string;
}

function program(adId: string, text: string, adopted?: AdoptedIds): string {
  return adProgram(adId, {
    sequence: `text: "${text}", onContentChange: "replace", adoptSequenceId: ${JSON.stringify(adopted?.sequenceId)}`,
    creative: `adoptCreativeId: ${JSON.stringify(adopted?.creativeId)}`,
  });
}

/** Lists the sequences with their texts, and the creatives that are not deleted. */
function listObjects() {
  return {
    sequences: the.account.meta.sequences().map(({ id, content }) => [id, content?.["text"]]),
    creatives: liveCreatives(the.account.meta),
  };
}

function findAd(adId: string) {
  return adOf(the.account.meta, adId);
}

/** Describes each write: method, edge or node, and the sequence id. */
function describeWrites(journal: readonly JournalEntry[]): string[] {
  return writes(journal).map(({ method, path, query }) => {
    const edge = path.split("/").at(-1) ?? "";
    const id = query["sequence_id"];
    return id === undefined ? `${method} ${edge}` : `${method} ${edge} ${id}`;
  });
}

/** Replays the writes and expects the ad to have an existing creative and sequence after each. */
function expectAlwaysComplete(adId: string, first: string, journal: readonly JournalEntry[]): void {
  const sequenceOf = new Map(the.account.meta.creatives().map(({ id, sequenceId }) => [id, sequenceId]));
  const deleted = new Set<string>();
  let creativeId = first;
  for (const { method, path, query, body, status } of writes(journal)) {
    if (status !== 200) continue;
    const assignment = path === `/${adId}` ? /"creative_id":"(\d+)"/.exec(JSON.stringify(body)) : undefined;
    creativeId = assignment?.[1] ?? creativeId;
    if (method === "DELETE") deleted.add(query["sequence_id"] ?? path.slice(1));
    const sequenceId = sequenceOf.get(creativeId);
    expect([creativeId, sequenceId].filter((id) => deleted.has(String(id)))).toEqual([]);
    expect(sequenceId).toMatch(/^\d+$/);
  }
}

/** Deploys the first version: the ad uses its sequence and creative. */
async function deployFirst() {
  const { adId, creativeId: before } = the.account.meta.addAd({});
  the.project.program(program(adId, "one"));
  const stack = await the.project.stack();
  const { outputs } = await the.up(stack);
  const idOf = (output: string): string => JSON.stringify(outputs[output]?.value).replaceAll('"', "");
  const old = { sequenceId: idOf("sequenceId"), creativeId: idOf("creativeId") };
  expect(findAd(adId)).toMatchObject({ ...old });
  return { stack, adId, before, old };
}

test("a new text moves the ad before the old objects are deleted", async () => {
  const { stack, adId, before, old } = await deployFirst();
  await the.up(stack, { expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
  the.project.program(program(adId, "two"));
  const { changeSummary } = await stack.preview();
  expect(changeSummary).toMatchObject({ replace: 2, update: 1 });
  expect(the.account.meta.journal()).toEqual([]);
  const { outputs } = await the.up(stack);
  const { sequenceId, creativeId } = findAd(adId) ?? {};
  expect([sequenceId, creativeId]).toEqual([outputs["sequenceId"]?.value, outputs["creativeId"]?.value]);
  expect(describeWrites(the.account.meta.journal())).toEqual([
    "POST welcome_message_sequences",
    "POST adcreatives",
    `POST ${adId}`,
    `DELETE ${old.creativeId}`,
    `DELETE welcome_message_sequences ${old.sequenceId}`,
  ]);
  expectAlwaysComplete(adId, old.creativeId, the.account.meta.journal());
  expect(listObjects()).toEqual({ sequences: [[sequenceId, "two"]], creatives: [before, creativeId] });
  await the.up(stack, { expectNoChanges: true });
  expect(the.account.meta.journal()).toEqual([]);
  await the.up(stack, { expectNoChanges: true, refresh: true });
  await stack.destroy();
  expect(findAd(adId)?.creativeId).toBe(before);
  expect(listObjects()).toEqual({ sequences: [], creatives: [before] });
});

test("an ad that cannot be moved keeps the old creative", async () => {
  const { stack, adId, before, old } = await deployFirst();
  the.project.program(program(adId, "two"));
  the.account.meta.faults.add({ match: { path: `/${adId}`, verb: "update" }, effect: { kind: "graph", code: 10 } });
  const { message } = await failureOf(the.up(stack));
  expect(message).toMatch(
    /Could not update the attachment of ad creative \d+ to ad \d+\. Meta refused: .*ads_management/,
  );
  expect(findAd(adId)).toMatchObject(old);
  expectAlwaysComplete(adId, old.creativeId, the.account.meta.journal());
  expect(listObjects().sequences.map(([, text]) => text)).toEqual(["one", "two"]);
  await the.up(stack);
  expectAlwaysComplete(adId, old.creativeId, the.account.meta.journal());
  expect(describeWrites(the.account.meta.journal())).toEqual([
    `POST ${adId}`,
    `DELETE ${old.creativeId}`,
    `DELETE welcome_message_sequences ${old.sequenceId}`,
  ]);
  const { sequenceId, creativeId } = findAd(adId) ?? {};
  expect(listObjects()).toEqual({ sequences: [[sequenceId, "two"]], creatives: [before, creativeId] });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("a second ad with the old creative delays its deletion", async () => {
  const { stack, adId, before, old } = await deployFirst();
  const second = the.account.meta.addAd({});
  the.account.meta.editAd(second.adId, { creativeId: old.creativeId });
  the.project.program(program(adId, "two"));
  const { message } = await failureOf(the.up(stack));
  expect(message).toContain(old.creativeId);
  expect(message).toContain(`Until then sequence ${old.sequenceId}, which it shows, stays too.`);
  const now = findAd(adId);
  expect(now?.sequenceId).not.toBe(old.sequenceId);
  expect(listObjects().creatives).toEqual([before, old.creativeId, second.creativeId, now?.creativeId]);

  expect((await failureOf(the.up(stack))).message).toContain(old.creativeId);
  expect(describeWrites(the.account.meta.journal())).toEqual([`DELETE ${old.creativeId}`]);

  the.account.meta.editAd(second.adId, { creativeId: second.creativeId });
  await the.up(stack);
  expect(describeWrites(the.account.meta.journal())).toEqual([
    `DELETE ${old.creativeId}`,
    `DELETE welcome_message_sequences ${old.sequenceId}`,
  ]);
  expect(listObjects()).toEqual({
    sequences: [[now?.sequenceId, "two"]],
    creatives: [before, second.creativeId, now?.creativeId],
  });
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

test("an old text is restored by adopting the objects that still exist", async () => {
  const { stack, adId, before, old } = await deployFirst();
  const second = the.account.meta.addAd({});
  the.account.meta.editAd(second.adId, { creativeId: old.creativeId });
  the.project.program(program(adId, "two"));
  await failureOf(the.up(stack));
  const two = findAd(adId);

  the.project.program(program(adId, "one"));
  expect((await failureOf(the.up(stack))).message).toContain(`adoptSequenceId: "${old.sequenceId}"`);
  the.project.program(program(adId, "one", old));
  await the.up(stack);
  expectAlwaysComplete(adId, two?.creativeId ?? "", the.account.meta.journal());
  expect(findAd(adId)).toMatchObject(old);
  expect(describeWrites(the.account.meta.journal())).toEqual([
    `POST ${adId}`,
    `DELETE ${two?.creativeId ?? ""}`,
    `DELETE welcome_message_sequences ${two?.sequenceId ?? ""}`,
  ]);
  expect(listObjects()).toEqual({
    sequences: [[old.sequenceId, "one"]],
    creatives: [before, old.creativeId, second.creativeId],
  });
  await the.up(stack, { expectNoChanges: true, refresh: true });
  the.account.meta.editAd(second.adId, { creativeId: second.creativeId });
  await stack.destroy();
  expect(listObjects()).toEqual({ sequences: [], creatives: [before, second.creativeId] });
});

test("another creative with the old sequence delays the sequence's deletion", async () => {
  const { stack, adId, old } = await deployFirst();
  const second = the.account.meta.addAd({ sequenceId: old.sequenceId });
  the.project.program(program(adId, "two"));
  // The provider reads again until Meta shows the sequence as unused or the operation times out.
  const limited = await the.project.stack({ WHATSAPP_OPERATION_TIMEOUT_MS: "3000" });
  const { message } = await failureOf(the.up(limited));
  expect(message).toMatch(
    new RegExp(`Refused to delete sequence "signup" \\(\\d+/${old.sequenceId}\\)\\. An ad uses it`),
  );
  expect(listObjects().creatives).not.toContain(old.creativeId);
  the.account.meta.removeAd(second.adId);
  await the.up(stack);
  expect(listObjects().sequences.map(([, text]) => text)).toEqual(["two"]);
  await the.up(stack, { expectNoChanges: true, refresh: true });
});

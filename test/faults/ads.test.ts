import type { FaultRule } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../provider/src/runtime/properties";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { calls, TestAccount } from "../support/world/account";
import {
  adOf,
  attachmentText,
  creativeArgs,
  creativeIdOf,
  creativeText,
  liveCreatives,
  createAttachment,
  createCreative,
  planCreative,
  type CreatedResource,
} from "../support/world/ads";
import { bareRow } from "./support/row";

const account = TestAccount.forFile();

function sentWrites(): readonly string[] {
  return calls(account.writes());
}
function addFault(rule: FaultRule) {
  return account.meta.faults.add(rule);
}
function creativeRequests(verb: "create" | "update", creativeId = ""): NonNullable<FaultRule["match"]> {
  return { path: verb === "create" ? `/act_${account.meta.adAccountId}/adcreatives` : `/${creativeId}`, verb };
}
function physicalIdOf(creativeId: string): string {
  return `${account.meta.adAccountId}/${creativeId}`;
}

/** Creates an ad creative in an earlier run; the journal is empty. */
async function createExisting(changes: Properties = {}): Promise<CreatedResource> {
  const made = await createCreative(account.run(), changes);
  account.meta.clearJournal();
  return made;
}

/** Points an ad at a new creative in an earlier run; the journal is empty. */
async function attachExisting(): Promise<CreatedResource & { adId: string; before: string; creativeId: string }> {
  const { adId, creativeId: before } = account.meta.addAd({});
  const creativeId = creativeIdOf((await createExisting()).id);
  const made = await createAttachment(account.run(), { adId, creativeId });
  account.meta.clearJournal();
  return { ...made, adId, before, creativeId };
}

/** Expects that the next run changes nothing, with and without a refresh. */
async function expectNoChanges({ id, outs, inputs }: CreatedResource, changes: Properties = {}): Promise<void> {
  account.meta.clearJournal();
  const run = account.run();
  expect((await planCreative(run, { id, outs, inputs }, changes)).diff.changes).toBe(false);
  expect(account.meta.journal()).toEqual([]);
  const read = await run.creative.read(id, outs);
  const after = await planCreative(
    account.run(),
    { id: read.id, outs: read.props ?? {}, inputs: read.inputs ?? {} },
    changes,
  );
  expect(after.diff.changes).toBe(false);
  expect(sentWrites()).toEqual([]);
}

const lost = [
  ["03", "is reset before it arrives", { effect: { kind: "drop" } }, 2],
  ["04", "is reset after it worked", { effect: { kind: "drop" }, when: "after" }, 1],
  ["05", "is never answered", { effect: { kind: "hang" }, when: "after" }, 1],
  ["07", "is answered with a part of the body", { effect: { kind: "truncate", bytes: 5 } }, 1],
  [
    "15",
    "is answered with a page of HTML",
    { effect: { kind: "status", status: 200, body: "<html>" }, when: "after" },
    1,
  ],
  ["17", "is answered without an id", { effect: { kind: "status", status: 200, body: {} }, when: "after" }, 1],
  ["37", "is answered with 503 after it worked", { effect: { kind: "status", status: 503 }, when: "after" }, 1],
  ["37", "is answered with 503 and did not work", { effect: { kind: "status", status: 503 } }, 2],
  ["33", "is throttled", { effect: { kind: "graph", code: 4 } }, 2],
] as const;
for (const [number, what, rule, posts] of lost) {
  bareRow(number, `an ad creative whose create ${what} is created once by ${posts} POSTs`, async () => {
    addFault({ match: creativeRequests("create"), ...rule });
    const made = await createCreative(account.run({ WHATSAPP_ATTEMPT_TIMEOUT_MS: "300" }));
    expect(sentWrites()).toHaveLength(posts);
    expect(liveCreatives(account.meta)).toEqual([creativeIdOf(made.id)]);
    await expectNoChanges(made);
  });
}

bareRow("26", "a response with another ad creative is an error, not a deletion", async () => {
  const { id, outs } = await createExisting();
  const other = creativeIdOf((await createCreative(account.run(), { name: "other" })).id);
  const wrong = { id: other, name: "other", status: "ACTIVE", object_story_spec: {} };
  addFault({
    match: { path: `/${creativeIdOf(id)}` },
    effect: { kind: "status", status: 200, body: JSON.stringify(wrong) },
    times: "always",
  });
  const { message } = await failureOf(account.run().creative.read(id, outs));
  expect(message).toMatch(/Meta's answer could not be read: requested \d+, received \d+\./);
});

bareRow("45", "an expired token fails reads of ad creative and attachment", async () => {
  const made = await attachExisting();
  const token = account.meta.addToken({ expiresAtMs: 0 });
  const run = account.run({ WHATSAPP_ACCESS_TOKEN: token });
  const creative = await failureOf(run.creative.read(physicalIdOf(made.creativeId), creativeArgs()));
  expect(creative.message).toMatch(/^Could not read ad creative .* \(code 190\/463.*Set a valid token/);
  expect((await failureOf(run.attachment.read(made.id, made.outs))).message).toContain("Set a valid token");
  expect(sentWrites()).toEqual([]);
});

bareRow("46", "a token without ads_management names the permission and creates nothing", async () => {
  const token = account.meta.addToken({ scopes: ["whatsapp_business_management"] });
  const { message } = await failureOf(createCreative(account.run({ WHATSAPP_ACCESS_TOKEN: token })));
  expect(message).toMatch(
    /^Could not create ad creative "driver-ad" in ad account \d+\. Meta refused: .*Grant the app ads_management/,
  );
  expect(liveCreatives(account.meta)).toEqual([]);
});

bareRow("51", "an invisible ad account never counts as deleted ad creatives", async () => {
  const made = await attachExisting();
  const token = account.meta.addToken({ adAccountIds: [] });
  const run = account.run({ WHATSAPP_ACCESS_TOKEN: token });
  const id = physicalIdOf(made.creativeId);
  for (const step of [run.creative.read(id, creativeArgs()), run.creative.delete(id, creativeArgs())]) {
    expect((await failureOf(step)).message).toMatch(/does not prove that it is deleted.*The state is kept/);
  }
  expect((await failureOf(run.attachment.read(made.id, made.outs))).message).toMatch(
    /does not prove that it is deleted/,
  );
  expect(sentWrites()).toEqual([]);
  expect(liveCreatives(account.meta)).toContain(made.creativeId);
});

bareRow("52", "waits until a new ad creative can be read", async () => {
  account.meta.setWire({ adReadAfterWrite: false });
  addFault({ match: { verb: "read" }, effect: { kind: "status", status: 200, body: "{}" }, times: 3 });
  const made = await createCreative(account.run());
  expect(sentWrites()).toHaveLength(1);
  await expectNoChanges(made);
});

bareRow("53", "an ad creative that stays unreadable is recorded and not created again", async () => {
  account.meta.setWire({ adReadAfterWrite: false });
  const hidden = addFault({
    match: { verb: "read" },
    effect: { kind: "status", status: 200, body: "{}" },
    times: "always",
  });
  const { id, properties, message } = await partialFailureOf(createCreative(account.run()));
  expect(message).toMatch(/was written, but reading it back failed\. .*, it has no id\. It is recorded in the state/);
  expect(liveCreatives(account.meta)).toEqual([creativeIdOf(id)]);
  hidden.remove();
  const run = account.run();
  const held = { id, outs: { ...properties, __provider: creativeText }, inputs: creativeArgs() };
  const { news } = await planCreative(run, held, {});
  account.meta.clearJournal();
  const { outs } = await run.creative.update(id, held.outs, news);
  expect(sentWrites()).toEqual([]);
  await expectNoChanges({ id, outs, inputs: news });
});

bareRow("55", "an accepted rename that Meta did not store is not recorded", async () => {
  const held = await createExisting();
  addFault({ match: creativeRequests("update", creativeIdOf(held.id)), effect: { kind: "drop-write" } });
  const run = account.run();
  const { news } = await planCreative(run, held, { name: "new" });
  const { id, properties, message } = await partialFailureOf(run.creative.update(held.id, held.outs, news));
  expect(message).toContain('was updated, but Meta shows another name than was sent: sent "new", stored "driver-ad"');
  const next = account.run();
  const unsettled = { id, outs: { ...properties, __provider: creativeText }, inputs: news };
  const { news: again } = await planCreative(next, unsettled, { name: "new" });
  const { outs } = await next.creative.update(id, unsettled.outs, again);
  expect(account.meta.creatives()).toMatchObject([{ name: "new" }]);
  await expectNoChanges({ id, outs, inputs: again }, { name: "new" });
});

bareRow("56", "a rename with a lost response is read back and not repeated", async () => {
  const held = await createExisting();
  addFault({ match: creativeRequests("update", creativeIdOf(held.id)), effect: { kind: "drop" }, when: "after" });
  const run = account.run();
  const { news } = await planCreative(run, held, { name: "new" });
  await run.creative.update(held.id, held.outs, news);
  expect(sentWrites()).toHaveLength(1);
  expect(account.meta.creatives()).toMatchObject([{ name: "new" }]);
});

bareRow("57", "updates of an ad creative or attachment with a malformed id fail", async () => {
  const run = account.run();
  for (const id of ["", "1", "/1", "1/", "a/b", "1/2/3", "act_1/2"]) {
    const { message } = await failureOf(run.creative.update(id, creativeArgs(), creativeArgs({ adAccountId: "1" })));
    expect(message).toMatch(/^The id .* is not of the form <adAccountId>\/<creativeId>/);
  }
  for (const id of ["", "act_1", "1/2"]) {
    const args = { __provider: attachmentText, adId: "1", creativeId: "2" };
    expect((await failureOf(run.attachment.update(id, args, args))).message).toMatch(
      /^The id .* is not of the form <adId>/,
    );
  }
  expect(account.meta.journal()).toEqual([]);
});

bareRow("58", "deletes of an ad creative or attachment with a malformed id fail", async () => {
  const run = account.run();
  await failureOf(run.creative.delete("", creativeArgs()));
  await failureOf(run.attachment.delete("", { adId: "1", creativeId: "2", previousCreativeId: "3" }));
  expect(account.meta.journal()).toEqual([]);
});

bareRow("59", "deleting an already deleted ad creative sends no DELETE", async () => {
  const { id, outs } = await createExisting();
  await account.run().creative.delete(id, outs);
  account.meta.clearJournal();
  await account.run().creative.delete(id, outs);
  expect(sentWrites()).toEqual([]);
});

bareRow("61", "deleting an ad creative in use fails once and explains the fix", async () => {
  const sequenceId = account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
  const held = await createExisting({ welcomeMessageSequenceId: sequenceId });
  const { adId } = account.meta.addAd({});
  account.meta.editAd(adId, { creativeId: creativeIdOf(held.id) });
  const { message } = await failureOf(account.run().creative.delete(held.id, held.outs));
  expect(message).toMatch(
    new RegExp(
      `^Could not delete ad creative "driver-ad" \\(${held.id}\\)\\. Meta refused: .*point that ad at another creative, then run again; .*` +
        `Until then sequence ${sequenceId}, which it shows, stays too\\.$`,
    ),
  );
  expect(sentWrites()).toEqual([`DELETE /${creativeIdOf(held.id)}`]);
  expect(liveCreatives(account.meta)).toContain(creativeIdOf(held.id));
});

bareRow("61", "a sequence just detached from its ad is read again before deletion", async () => {
  const sequenceId = account.meta.addSequence({ name: "signup", content: { text: "Hi!" }, isUsedInAd: true });
  const made = await attachExisting();
  const run = account.run();
  await run.attachment.delete(made.id, made.outs);
  const secondRead = addFault({
    match: { verb: "read", path: `/${account.meta.wabaId}/welcome_message_sequences` },
    effect: { kind: "delay", delayMs: 0 },
    nth: 2,
  });
  void secondRead.hit.then(() => account.meta.editSequence(sequenceId, { isUsedInAd: null }));
  await run.handler.delete(`${account.meta.wabaId}/${sequenceId}`, { __appId: account.meta.appId });
  expect(account.meta.sequences()).toEqual([]);
  const still = account.meta.addSequence({ name: "still", content: { text: "Hi!" }, isUsedInAd: true });
  const { message } = await failureOf(
    run.handler.delete(`${account.meta.wabaId}/${still}`, { __appId: account.meta.appId }),
  );
  expect(message).toMatch(/^Refused to delete sequence/);
});

bareRow("62", "a delete of an ad creative with a lost response succeeds", async () => {
  const { id, outs } = await createExisting();
  addFault({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
  await account.run().creative.delete(id, outs);
  expect(sentWrites()).toHaveLength(1);
  expect(liveCreatives(account.meta)).toEqual([]);
});

bareRow("63", "refresh removes deleted ad creatives and ads from the state", async () => {
  const made = await attachExisting();
  const run = account.run();
  account.meta.removeAd(made.adId);
  expect(await run.attachment.read(made.id, made.outs)).toEqual({ id: "" });
  await account.run().creative.delete(physicalIdOf(made.creativeId), creativeArgs());
  expect(await account.run().creative.read(physicalIdOf(made.creativeId), creativeArgs())).toEqual({ id: "" });
});

bareRow("64", "one empty response does not count as a deletion", async () => {
  const made = await attachExisting();
  const empty: FaultRule = { match: { verb: "read" }, effect: { kind: "status", status: 200, body: "{}" } };
  addFault(empty);
  const id = physicalIdOf(made.creativeId);
  expect((await account.run().creative.read(id, creativeArgs())).id).toBe(id);
  addFault(empty);
  expect((await account.run().attachment.read(made.id, made.outs)).id).toBe(made.adId);
});

bareRow("65", "refresh shows a changed name, and the next run restores it", async () => {
  const held = await createExisting();
  const rename = account.run();
  const { news: theirs } = await planCreative(rename, held, { name: "theirs" });
  await rename.creative.update(held.id, held.outs, theirs);
  const { props, inputs } = await account.run().creative.read(held.id, held.outs);
  expect([props?.["name"], inputs?.["name"]]).toEqual(["theirs", "theirs"]);
  const run = account.run();
  const { news, diff } = await planCreative(run, { ...held, outs: props ?? {}, inputs: inputs ?? {} }, {});
  expect(diff).toMatchObject({ changes: true, replaces: [] });
  const { outs } = await run.creative.update(held.id, props ?? {}, news);
  await expectNoChanges({ ...held, outs, inputs: news });
});

bareRow("66", "a status change of an ad or ad creative plans no update", async () => {
  const made = await attachExisting();
  account.meta.editAd(made.adId, { status: "PAUSED" });
  const { props } = await account.run().attachment.read(made.id, made.outs);
  const run = account.run();
  const { inputs: news } = await run.attachment.check({}, made.inputs);
  expect(await run.attachment.diff(made.id, props ?? {}, news)).toMatchObject({ changes: false });
  const held = await createCreative(account.run(), { name: "other" });
  await expectNoChanges({ ...held, outs: { ...held.outs, status: "WITH_ISSUES" } }, { name: "other" });
});

bareRow("68", "two identical ad creatives of one program are both created", async () => {
  const run = account.run();
  const made = await Promise.all([createCreative(run), createCreative(run)]);
  expect(new Set(made.map(({ id }) => id)).size).toBe(2);
  expect(liveCreatives(account.meta)).toHaveLength(2);
});

bareRow("69", "a lost create beside an identical foreign ad creative names both", async () => {
  addFault({ match: creativeRequests("create"), effect: { kind: "concurrent-duplicate" }, when: "before" });
  addFault({ match: creativeRequests("create"), effect: { kind: "drop" }, when: "after" });
  const { message } = await failureOf(createCreative(account.run()));
  expect(liveCreatives(account.meta)).toHaveLength(2);
  for (const id of liveCreatives(account.meta)) expect(message).toContain(id);
  expect(message).toContain("set adoptCreativeId to the one to keep");
});

bareRow("70", "the next run names or adopts a lost ad creative", async () => {
  const { id } = await createCreative(account.run());
  const { message } = await failureOf(createCreative(account.run()));
  expect(message).toContain(`Set adoptCreativeId: "${creativeIdOf(id)}"`);
  const adopted = await createCreative(account.run(), { adoptCreativeId: creativeIdOf(id) });
  expect(adopted.id).toBe(id);
  expect(liveCreatives(account.meta)).toHaveLength(1);
});

bareRow("72", "a second create after a failed read-back is rejected", async () => {
  account.meta.setWire({ adReadAfterWrite: false });
  const hidden = addFault({ match: { verb: "read" }, effect: { kind: "graph", code: 190 }, times: "always" });
  const run = account.run();
  const { id } = await partialFailureOf(createCreative(run));
  hidden.remove();
  expect((await failureOf(createCreative(run, { duplicates: "allow" }))).message).toContain(`This run created ${id}`);
  expect(liveCreatives(account.meta)).toHaveLength(1);
});

bareRow("75", "a state from a newer version is rejected without requests", async () => {
  const made = await attachExisting();
  const newer = { __stateVersion: 99 };
  const run = account.run();
  const id = physicalIdOf(made.creativeId);
  for (const step of [
    () => run.attachment.delete(made.id, { ...made.outs, ...newer }),
    () => run.creative.read(id, { ...creativeArgs(), ...newer }),
    () => run.creative.delete(id, { ...creativeArgs(), ...newer }),
  ]) {
    expect((await failureOf(step())).message).toContain("written by a newer pulumi-whatsapp");
  }
  expect(account.meta.journal()).toEqual([]);
  expect(adOf(account.meta, made.adId)?.creativeId).toBe(made.creativeId);
});

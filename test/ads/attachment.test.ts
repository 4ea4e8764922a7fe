import type { FaultRule } from "pulumi-whatsapp-simulator";
import { calls, TestAccount } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { sequenceArgs, createSequence } from "../support/world/sequences";
import { attachmentText, creativeIdOf, createAttachment, createCreative } from "../support/world/ads";
import {
  attachCreative,
  failedReadOf,
  findCreativeId,
  listWrites,
  planAttachment,
  respondAlways,
  toResponse,
} from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe("a create", () => {
  test("points the ad at the creative and records the previous one", async () => {
    const { adId, creativeId: before } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    account.meta.clearJournal();
    const created = await createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) });
    expect(created.id).toBe(adId);
    expect(created.outs).toMatchObject({ adId, creativeId: creativeIdOf(id), previousCreativeId: before });
    expect(calls(account.meta.journal())).toEqual([`GET /${adId}`, `POST /${adId}`]);
    expect(listWrites(account)).toEqual([
      { method: "POST", path: `/${adId}`, body: { creative: { creative_id: creativeIdOf(id) } } },
    ]);
    expect(findCreativeId(account, adId)).toBe(creativeIdOf(id));
  });

  test.each<[string, (adId: string, before: string) => FaultRule["effect"]]>([
    ["no ad", () => toResponse({ success: true })],
    ["the former creative", (adId, before) => toResponse({ id: adId, status: "ACTIVE", creative: { id: before } })],
    ["another ad", (_adId, before) => toResponse({ id: before, status: "ACTIVE", creative: { id: before } })],
    ["an ad that cannot be read", (adId) => toResponse({ id: adId, creative: "?" })],
    ["an error of the read after it", () => failedReadOf({ success: true })],
  ])("reads the ad back if the response contains %s", async (_name, effectOf) => {
    const { adId, creativeId: before } = account.meta.addAd({});
    const creativeId = creativeIdOf((await createCreative(account.run())).id);
    account.meta.clearJournal();
    account.meta.faults.add({ match: { verb: "update" }, effect: effectOf(adId, before), when: "after" });
    const { outs } = await createAttachment(account.run(), { adId, creativeId });
    expect(outs).toMatchObject({ creativeId, previousCreativeId: before });
    expect(outs).not.toHaveProperty("__unconfirmed");
    expect(calls(account.meta.journal())).toEqual([`GET /${adId}`, `POST /${adId}`, `GET /${adId}`]);
  });

  test("sends and records nothing if the ad has the creative", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const { outs } = await createAttachment(account.run(), { adId, creativeId });
    expect(outs).not.toHaveProperty("previousCreativeId");
    expect(listWrites(account)).toEqual([]);
  });

  test("rejects a second attachment of the same ad", async () => {
    const { adId } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const run = account.run();
    const creativeId = creativeIdOf(id);
    const results = await Promise.allSettled([1, 2].map(() => createAttachment(run, { adId, creativeId })));
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const conflict =
      `Could not attach a creative to ad ${adId}. Another resource of this program attaches one to the same ad. ` +
      "Remove one of the two from the program.";
    expect(results).toContainEqual({ status: "rejected", reason: expect.objectContaining({ message: conflict }) });
    // A plan for another resource of the same ad finds the conflict too.
    const olds = { adId, creativeId, __provider: attachmentText };
    await expect(run.attachment.diff(adId, olds, olds)).rejects.toThrow(conflict);
  });

  test("that Meta rejects leaves the ad to another resource", async () => {
    const { adId } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const run = account.run();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "graph", code: 10 } });
    await failureOf(createAttachment(run, { adId, creativeId: creativeIdOf(id) }));
    await createAttachment(run, { adId, creativeId: creativeIdOf(id) });
    expect(findCreativeId(account, adId)).toBe(creativeIdOf(id));
  });

  test("that is not confirmed keeps the ad from another resource", async () => {
    const { adId } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const run = account.run();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop-write" } });
    const { message } = await partialFailureOf(createAttachment(run, { adId, creativeId: creativeIdOf(id) }));
    expect(message).toMatch(/the next `pulumi up` looks again\.$/);
    expect((await failureOf(createAttachment(run, { adId, creativeId: creativeIdOf(id) }))).message).toContain(
      "Another resource of this program attaches one to the same ad.",
    );
  });

  test("that is lost after it worked is not sent again", async () => {
    const { adId } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    account.meta.clearJournal();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" }, when: "after" });
    await createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) });
    expect(listWrites(account)).toHaveLength(1);
  });

  test("that Meta does not show is recorded, and repeated later", async () => {
    const { adId, creativeId: before } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const creativeId = creativeIdOf(id);
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop-write" } });
    const error = await partialFailureOf(createAttachment(account.run(), { adId, creativeId }));
    expect(error.message).toContain(
      `Ad ${adId} was pointed at creative ${creativeId}, but Meta still shows creative ${before}.`,
    );
    expect(error.properties).toMatchObject({ previousCreativeId: before });
    const run = account.run();
    const created = { id: error.id, outs: error.properties, inputs: { __provider: attachmentText, adId, creativeId } };
    const { news } = await planAttachment(run, created, {});
    await run.attachment.update(created.id, created.outs, news);
    expect(findCreativeId(account, adId)).toBe(creativeId);
  });

  test("is recorded as unconfirmed if Meta then shows no creative", async () => {
    account.meta.setWire({ adReadAfterWrite: false });
    const { adId, creativeId: before } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const update = account.meta.faults.add({
      match: { path: `/${adId}`, verb: "update" },
      effect: { kind: "delay", delayMs: 0 },
      when: "after",
    });
    void update.hit.then(() => respondAlways(account, `/${adId}`, toResponse({ id: adId, status: "ACTIVE" })));
    const error = await partialFailureOf(createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) }));
    expect(error.message).toContain("but Meta still shows none.");
    expect(error.properties).toMatchObject({ adId, previousCreativeId: before });
  });
});

test("a create rejects an unknown ad, invalid and unknown arguments", async () => {
  const run = account.run();
  expect((await failureOf(createAttachment(run, { adId: "999", creativeId: "1" }))).message).toContain("Correct adId");
  account.meta.clearJournal();
  const ids = { __provider: attachmentText, adId: "1", creativeId: "" };
  expect((await failureOf(run.attachment.create(ids))).message).toContain("must be 1 to 32 digits");
  const unknown = { ...ids, creativeId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
  expect((await failureOf(run.attachment.create(unknown))).message).toContain("a value is still not known");
  expect(account.meta.journal()).toEqual([]);
});

test("check reports all failures without a call", async () => {
  const given = { __provider: attachmentText, adId: "act_1", onDelete: "remove", creative: "1" };
  const { failures } = await account.run().attachment.check({}, given);
  expect(failures.map(({ reason }) => reason)).toEqual([
    "adId: must be 1 to 32 digits, as Meta shows the id",
    "creativeId: is required",
    'onDelete: must be one of "restore", "pause", "leave"',
    expect.stringMatching(/^creative: is not known; did you mean "creativeId"\?/),
  ]);
  expect(account.meta.journal()).toEqual([]);
});

describe("a change", () => {
  test("of the creative moves the ad and keeps the first creative", async () => {
    const created = await attachCreative(account);
    const { id } = await createCreative(account.run(), { name: "other" });
    account.meta.clearJournal();
    const run = account.run();
    const { news, diff } = await planAttachment(run, created, { creativeId: creativeIdOf(id) });
    expect(diff).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
    const { outs } = await run.attachment.update(created.id, created.outs, news);
    expect(outs).toMatchObject({ creativeId: creativeIdOf(id), previousCreativeId: created.before });
    expect(calls(account.meta.journal())).toEqual([`POST /${created.adId}`]);
    expect(findCreativeId(account, created.adId)).toBe(creativeIdOf(id));
  });

  test("of the ad replaces, of onDelete sends nothing", async () => {
    const created = await attachCreative(account);
    expect((await planAttachment(account.run(), created, { adId: "42" })).diff.replaces).toEqual(["adId"]);
    const run = account.run();
    const { news, diff } = await planAttachment(run, created, { onDelete: "pause" });
    expect(diff).toMatchObject({ changes: true, replaces: [] });
    const { outs } = await run.attachment.update(created.id, created.outs, news);
    expect(outs).toMatchObject({ onDelete: "pause", previousCreativeId: created.before });
    expect(account.meta.journal()).toEqual([]);
  });

  test("of the ad is rejected in an update", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const created = await createAttachment(account.run(), { adId, creativeId });
    const news = { ...created.inputs, adId: "42" };
    expect((await failureOf(account.run().attachment.update(created.id, created.outs, news))).message).toContain(
      "An attachment cannot move to ad 42",
    );
  });

  test("needs no recorded ad account, but confirming a deletion does", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const created = await createAttachment(account.run(), { adId, creativeId });
    const { __adAccountId: _account, ...rest } = created.outs;
    const { outs } = await account.run().attachment.update(created.id, rest, { ...created.inputs, onDelete: "leave" });
    expect(outs).toMatchObject({ onDelete: "leave" });
    account.meta.removeAd(adId);
    const { message } = await failureOf(account.run().attachment.read(created.id, rest));
    expect(message).toContain("which ad account it belongs to is not known");
  });
});

describe("a read", () => {
  test("shows drift, and the next up restores the creative", async () => {
    const created = await attachCreative(account);
    account.meta.editAd(created.adId, { creativeId: created.before });
    const { props, inputs } = await account.run().attachment.read(created.id, created.outs);
    expect(props).toMatchObject({ creativeId: created.before, previousCreativeId: created.before });
    const run = account.run();
    const { news, diff } = await planAttachment(
      run,
      { ...created, outs: props ?? {}, inputs: inputs ?? {} },
      { creativeId: created.creativeId },
    );
    expect(diff).toMatchObject({ changes: true, replaces: [] });
    await run.attachment.update(created.id, props ?? {}, news);
    expect(findCreativeId(account, created.adId)).toBe(created.creativeId);
  });

  test("keeps the recorded ad account and finds a deleted ad", async () => {
    const created = await attachCreative(account);
    const ad = { id: created.adId, status: "ACTIVE", creative: { id: created.creativeId } };
    const rule = respondAlways(account, `/${created.adId}`, toResponse(ad));
    const { props } = await account.run().attachment.read(created.id, created.outs);
    expect(props).toMatchObject({ __adAccountId: account.meta.adAccountId, previousCreativeId: created.before });
    rule.remove();
    respondAlways(account, `/${created.adId}`, toResponse({ ...ad, status: "DELETED" }));
    expect(await account.run().attachment.read(created.id, created.outs)).toEqual({ id: "" });
    const failure = await failureOf(account.run().attachment.read(created.id, { __provider: attachmentText }));
    expect(failure.message).toContain("Meta does not show an ad with this id");
  });

  test("by get returns the creative and fails without the ad", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const { props } = await account.run().attachment.read(adId, { __provider: attachmentText });
    expect(props).toMatchObject({ adId, creativeId });
    const missing = account.run().attachment.read("999", { __provider: attachmentText });
    expect((await failureOf(missing)).message).toContain("Meta does not show an ad with this id");
  });
});

test.each(["8", { id: "x" }, { id: "1.0e3" }, [{ id: "8" }]])(
  "an ad whose creative is %j is neither changed nor recorded",
  async (creative) => {
    const { adId } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const ids = { adId, creativeId: creativeIdOf(id) };
    const attach = (): Promise<unknown> => createAttachment(account.run(), ids);
    const first = respondAlways(account, `/${adId}`, toResponse({ id: adId, status: "ACTIVE", creative }));
    const reason = `Meta's answer could not be read: requested ${adId}, \`creative\` cannot be read.`;
    expect((await failureOf(attach())).message).toContain(reason);
    first.remove();
    const created = await createAttachment(account.run(), ids);
    const response = respondAlways(account, `/${adId}`, toResponse({ id: adId, status: "ACTIVE", creative }));
    const { attachment } = account.run();
    for (const step of [attachment.read(created.id, created.outs), attachment.delete(created.id, created.outs)]) {
      expect((await failureOf(step)).message).toContain(reason);
    }
    response.remove();
    expect(listWrites(account).filter(({ path }) => path === `/${adId}`)).toHaveLength(1);
  },
);

test("an attachment makes the next refresh list the sequences again", async () => {
  const all = await Promise.all([1, 2, 3].map((i) => createSequence(account.run(), sequenceArgs({ name: `n${i}` }))));
  const run = account.run();
  const creative = await createCreative(run, { welcomeMessageSequenceId: all[0]?.outs["sequenceId"] });
  const { adId } = account.meta.addAd({});
  const readUse = async (): Promise<readonly unknown[]> =>
    (await Promise.all(all.map(({ id, outs }) => run.handler.read(id, outs)))).map(
      ({ props }) => props?.["isUsedInAd"],
    );
  expect(await readUse()).toEqual([false, false, false]);
  await createAttachment(run, { adId, creativeId: creative.outs["creativeId"] });
  expect(await readUse()).toEqual([true, false, false]);
});

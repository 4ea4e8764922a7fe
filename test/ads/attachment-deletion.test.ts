import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { attachmentText, creativeIdOf, createAttachment, createCreative } from "../support/world/ads";
import { attachCreative, findCreativeId, listWrites, planAttachment, respondAlways, toResponse } from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe("a delete", () => {
  test("restores the creative that the ad had before", async () => {
    const created = await attachCreative(account);
    await account.run().attachment.delete(created.id, created.outs);
    expect(findCreativeId(account, created.adId)).toBe(created.before);
  });

  test("restores it without a creative in the state", async () => {
    const created = await attachCreative(account);
    const { creativeId: _creative, ...outs } = created.outs;
    await account.run().attachment.delete(created.id, outs);
    expect(findCreativeId(account, created.adId)).toBe(created.before);
  });

  test('with onDelete "pause" pauses the ad and keeps its creative', async () => {
    const created = await attachCreative(account, { onDelete: "pause" });
    await account.run().attachment.delete(created.id, created.outs);
    expect(account.meta.ads()).toMatchObject([{ status: "PAUSED", creativeId: created.creativeId }]);
    expect(listWrites(account)).toEqual([{ method: "POST", path: `/${created.adId}`, body: { status: "PAUSED" } }]);
  });

  test('with onDelete "pause" sends nothing for a paused ad', async () => {
    const created = await attachCreative(account, { onDelete: "pause" });
    account.meta.editAd(created.adId, { status: "PAUSED" });
    await account.run().attachment.delete(created.id, created.outs);
    expect(listWrites(account)).toEqual([]);
  });

  test('with onDelete "leave" makes no call', async () => {
    const created = await attachCreative(account, { onDelete: "leave" });
    await account.run().attachment.delete(created.id, created.outs);
    expect(account.meta.journal()).toEqual([]);
  });

  test("of a deleted ad sends nothing", async () => {
    const created = await attachCreative(account);
    account.meta.removeAd(created.adId);
    await account.run().attachment.delete(created.id, created.outs);
    expect(listWrites(account)).toEqual([]);
  });

  test("leaves an ad that someone pointed elsewhere, with a warning", async () => {
    const created = await attachCreative(account);
    const { id } = await createCreative(account.run(), { name: "someone else's" });
    account.meta.editAd(created.adId, { creativeId: creativeIdOf(id) });
    const run = account.run();
    await run.attachment.delete(created.id, created.outs);
    expect(findCreativeId(account, created.adId)).toBe(creativeIdOf(id));
    expect(run.warnings).toEqual([expect.stringContaining("leaving it unchanged")]);
  });

  test("leaves an ad without a creative, with a warning", async () => {
    const created = await attachCreative(account);
    respondAlways(
      account,
      `/${created.adId}`,
      toResponse({ id: created.adId, account_id: account.meta.adAccountId, status: "ACTIVE" }),
    );
    const run = account.run();
    await run.attachment.delete(created.id, created.outs);
    expect(run.warnings).toEqual([expect.stringContaining(`ad ${created.adId}: the ad now uses creative none, not`)]);
    expect(listWrites(account)).toEqual([]);
  });

  test("without a recorded creative is refused, with working remedies", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const { id, outs } = await createAttachment(account.run(), { adId, creativeId });
    account.meta.clearJournal();
    const { message } = await failureOf(account.run().attachment.delete(id, outs));
    expect(listWrites(account)).toEqual([]);
    expect(message).toMatch(
      /which creative the ad had before is not recorded.*Set onDelete: "pause" or "leave", run `pulumi up`, then delete it; or point the ad elsewhere yourself/,
    );
    const { id: other } = await createCreative(account.run(), { name: "someone else's" });
    account.meta.editAd(adId, { creativeId: creativeIdOf(other) });
    account.meta.clearJournal();
    await account.run().attachment.delete(id, outs);
    expect(listWrites(account)).toEqual([]);
  });

  test("names the remedies if the previous creative is deleted", async () => {
    const created = await attachCreative(account);
    await account.run().creative.delete(`${account.meta.adAccountId}/${created.before}`, {});
    const { message } = await failureOf(account.run().attachment.delete(created.id, created.outs));
    expect(message).toContain(
      `The creative it had before, ${created.before}, may be deleted. Set onDelete: "pause" or "leave"`,
    );
    expect(findCreativeId(account, created.adId)).toBe(created.creativeId);
  });

  test("names a missing permission, not a deleted creative", async () => {
    const created = await attachCreative(account);
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "graph", code: 10 } });
    const { message } = await failureOf(account.run().attachment.delete(created.id, created.outs));
    expect(message).toContain("Grant the app ads_management");
    expect(message).not.toContain("may be deleted");
  });

  test("waits until Meta shows the paused ad", async () => {
    const created = await attachCreative(account, { onDelete: "pause" });
    const active = {
      id: created.adId,
      account_id: account.meta.adAccountId,
      status: "ACTIVE",
      creative: { id: created.creativeId },
    };
    account.meta.faults.add({
      match: { path: `/${created.adId}`, verb: "read" },
      effect: toResponse(active),
      nth: 3,
    });
    const paused = account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "delay", delayMs: 1 } });
    void paused.hit.then(() =>
      account.meta.faults.add({
        match: { path: `/${created.adId}`, verb: "read" },
        effect: { kind: "graph", code: 100, subcode: 33 },
      }),
    );
    await account.run().attachment.delete(created.id, created.outs);
    expect(listWrites(account)).toHaveLength(1);
    expect(account.meta.journal().filter(({ method }) => method === "GET").length).toBeGreaterThanOrEqual(4);
  });

  test("that Meta never shows as paused keeps the state", async () => {
    const created = await attachCreative(account, { onDelete: "pause" });
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop-write" } });
    expect((await failureOf(account.run().attachment.delete(created.id, created.outs))).message).toContain(
      "still shows the ad as it was",
    );
  });

  test("whose response is lost is not sent again if Meta shows it", async () => {
    const created = await attachCreative(account);
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" }, when: "after" });
    await account.run().attachment.delete(created.id, created.outs);
    expect(findCreativeId(account, created.adId)).toBe(created.before);
    expect(listWrites(account)).toHaveLength(1);
  });

  test.each([
    ["still answers", 2, [], "the object itself still answers"],
    ["has no recorded ad account", 9, ["__adAccountId"], "which ad account it belongs to is not known"],
  ])("of a hidden ad that %s is not proven", async (_name, times, left, reason) => {
    const created = await attachCreative(account);
    account.meta.faults.add({
      match: { path: `/${created.adId}`, verb: "read" },
      effect: { kind: "graph", code: 100, subcode: 33 },
      times,
    });
    const outs = Object.fromEntries(Object.entries(created.outs).filter(([key]) => !left.includes(key)));
    const { message } = await failureOf(account.run().attachment.delete(created.id, outs));
    expect(message).toContain(reason);
    expect(listWrites(account)).toEqual([]);
  });

  test("that Meta does not apply keeps the state", async () => {
    const created = await attachCreative(account);
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop-write" } });
    const { message } = await failureOf(account.run().attachment.delete(created.id, created.outs));
    expect(message).toContain(
      "Meta accepted the request, but still shows the ad as it was. Run again; the state is kept.",
    );
    await account.run().attachment.delete(created.id, created.outs);
    expect(findCreativeId(account, created.adId)).toBe(created.before);
  });
});

describe("a replacement on the same ad", () => {
  test("keeps the record, and the old entry makes no call", async () => {
    const created = await attachCreative(account);
    const run = account.run();
    const { news } = await planAttachment(run, created, {});
    const { outs } = await run.attachment.create(news);
    expect(outs).toMatchObject({ previousCreativeId: created.before });
    account.meta.clearJournal();
    await run.attachment.delete(created.id, created.outs);
    expect([account.meta.journal(), run.warnings]).toEqual([[], []]);
    await account.run().attachment.delete(created.id, { ...outs, __provider: attachmentText });
    expect(findCreativeId(account, created.adId)).toBe(created.before);
  });

  test("without a preview loses the record and warns", async () => {
    const created = await attachCreative(account);
    const run = account.run();
    const { outs } = await run.attachment.create(created.inputs);
    expect(outs).not.toHaveProperty("previousCreativeId");
    account.meta.clearJournal();
    await run.attachment.delete(created.id, created.outs);
    expect(account.meta.journal()).toEqual([]);
    expect(run.warnings).toEqual([
      expect.stringMatching(
        new RegExp(
          `at first, ${created.before}, is not restored.*Set onDelete: "pause" or "leave".* aliases keeps the record`,
        ),
      ),
    ]);
    await run.attachment.delete(created.id, outs);
    expect(run.warnings).toHaveLength(1);
  });

  test("without a preview and record does not warn", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const created = await createAttachment(account.run(), { adId, creativeId });
    const run = account.run();
    const other = creativeIdOf((await createCreative(account.run())).id);
    const { outs } = await run.attachment.create({ ...created.inputs, creativeId: other });
    expect(outs).toMatchObject({ previousCreativeId: creativeId });
    await run.attachment.delete(created.id, created.outs);
    expect(run.warnings).toEqual([]);
  });
});

import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import {
  attachmentText,
  creativeIdOf,
  createAttachment,
  createCreative,
  type CreatedResource,
} from "../support/world/ads";
import type { Properties } from "../../provider/src/runtime/properties";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function newAd() {
  return account.meta.addAd({});
}
function creativeOf(adId: string) {
  return account.meta.ads().find(({ id }) => id === adId)?.creativeId;
}
function posts() {
  return writes(account.meta.journal()).map(({ method, path, body }) => ({ method, path, body }));
}

async function attached(
  changes: Properties = {},
): Promise<CreatedResource & { adId: string; before: string; creativeId: string }> {
  const { adId, creativeId: before } = newAd();
  const { id } = await createCreative(account.run());
  const creativeId = creativeIdOf(id);
  const made = await createAttachment(account.run(), { adId, creativeId, ...changes });
  account.meta.clearJournal();
  return { ...made, adId, before, creativeId };
}

async function planned(
  run: ReturnType<TestAccount["run"]>,
  { id, outs, inputs }: CreatedResource,
  changes: Properties,
) {
  const { inputs: news } = await run.attachment.check(inputs, { ...inputs, ...changes });
  return { news, diff: await run.attachment.diff(id, outs, news) };
}

test("an attachment points the ad at the creative and records the one it had", async () => {
  const { adId, creativeId: before } = newAd();
  const { id } = await createCreative(account.run());
  account.meta.clearJournal();
  const made = await createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) });
  expect(made.id).toBe(adId);
  expect(made.outs).toMatchObject({ adId, creativeId: creativeIdOf(id), previousCreativeId: before });
  expect(calls(account.meta.journal())).toEqual([`GET /${adId}`, `POST /${adId}`, `GET /${adId}`]);
  expect(posts()).toEqual([
    { method: "POST", path: `/${adId}`, body: { creative: { creative_id: creativeIdOf(id) } } },
  ]);
  expect(creativeOf(adId)).toBe(creativeIdOf(id));
});

test("an ad that has the creative already is left alone, and nothing is recorded to restore", async () => {
  const { adId, creativeId } = newAd();
  const { outs } = await createAttachment(account.run(), { adId, creativeId });
  expect(outs).not.toHaveProperty("previousCreativeId");
  expect(posts()).toEqual([]);
});

test("arguments are checked all at once, without a call", async () => {
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

test("another creative moves the ad over in place, and what it had at first stays recorded", async () => {
  const made = await attached();
  const { id } = await createCreative(account.run(), { name: "other" });
  account.meta.clearJournal();
  const run = account.run();
  const { news, diff } = await planned(run, made, { creativeId: creativeIdOf(id) });
  expect(diff).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
  const { outs } = await run.attachment.update(made.id, made.outs, news);
  expect(outs).toMatchObject({ creativeId: creativeIdOf(id), previousCreativeId: made.before });
  expect(calls(account.meta.journal())).toEqual([`POST /${made.adId}`, `GET /${made.adId}`]);
  expect(creativeOf(made.adId)).toBe(creativeIdOf(id));
});

test("another ad is another attachment, and onDelete alone changes without a call", async () => {
  const made = await attached();
  expect((await planned(account.run(), made, { adId: "42" })).diff.replaces).toEqual(["adId"]);
  const run = account.run();
  const { news, diff } = await planned(run, made, { onDelete: "pause" });
  expect(diff).toMatchObject({ changes: true, replaces: [] });
  const { outs } = await run.attachment.update(made.id, made.outs, news);
  expect(outs).toMatchObject({ onDelete: "pause", previousCreativeId: made.before });
  expect(account.meta.journal()).toEqual([]);
});

describe("deleted", () => {
  test("it gives the ad back what it had", async () => {
    const made = await attached();
    await account.run().attachment.delete(made.id, made.outs);
    expect(creativeOf(made.adId)).toBe(made.before);
  });

  test("it pauses the ad, when told to, and leaves the creative", async () => {
    const made = await attached({ onDelete: "pause" });
    await account.run().attachment.delete(made.id, made.outs);
    expect(account.meta.ads()).toMatchObject([{ status: "PAUSED", creativeId: made.creativeId }]);
    expect(posts()).toEqual([{ method: "POST", path: `/${made.adId}`, body: { status: "PAUSED" } }]);
  });

  test("it does nothing, when told to leave the ad", async () => {
    const made = await attached({ onDelete: "leave" });
    await account.run().attachment.delete(made.id, made.outs);
    expect(account.meta.journal()).toEqual([]);
  });

  test("it refuses to restore what was never recorded, without a write, and names the ways out, which work", async () => {
    const { adId, creativeId } = newAd();
    const { id, outs } = await createAttachment(account.run(), { adId, creativeId });
    account.meta.clearJournal();
    const { message } = await failureOf(account.run().attachment.delete(id, outs));
    expect(posts()).toEqual([]);
    expect(message).toMatch(
      /which creative the ad had before is not recorded.*Set onDelete: "pause" or "leave", run `pulumi up`, then delete it; or point the ad elsewhere yourself/,
    );
    const { id: other } = await createCreative(account.run(), { name: "somebody else's" });
    account.meta.editAd(adId, { creativeId: creativeIdOf(other) });
    account.meta.clearJournal();
    await account.run().attachment.delete(id, outs);
    expect(posts()).toEqual([]);
  });

  test("it leaves an ad that somebody has pointed elsewhere, and says so", async () => {
    const made = await attached();
    const { id } = await createCreative(account.run(), { name: "somebody else's" });
    account.meta.editAd(made.adId, { creativeId: creativeIdOf(id) });
    const run = account.run();
    await run.attachment.delete(made.id, made.outs);
    expect(creativeOf(made.adId)).toBe(creativeIdOf(id));
    expect(run.warnings).toEqual([expect.stringContaining("leaving it unchanged")]);
  });

  test("it says what to do when what the ad had is deleted", async () => {
    const made = await attached();
    await account.run().creative.delete(`${account.meta.adAccountId}/${made.before}`, {});
    const { message } = await failureOf(account.run().attachment.delete(made.id, made.outs));
    expect(message).toContain(
      `The creative it had before, ${made.before}, may be deleted. Set onDelete: "pause" or "leave"`,
    );
    expect(creativeOf(made.adId)).toBe(made.creativeId);
  });

  test("it is done when the ad is gone", async () => {
    const made = await attached();
    account.meta.removeAd(made.adId);
    await account.run().attachment.delete(made.id, made.outs);
    expect(posts()).toEqual([]);
  });
});

test("drift shows in a refresh and is pointed back by the next up", async () => {
  const made = await attached();
  account.meta.editAd(made.adId, { creativeId: made.before });
  const { props, inputs } = await account.run().attachment.read(made.id, made.outs);
  expect(props).toMatchObject({ creativeId: made.before, previousCreativeId: made.before });
  const run = account.run();
  const { news, diff } = await planned(
    run,
    { ...made, outs: props ?? {}, inputs: inputs ?? {} },
    { creativeId: made.creativeId },
  );
  expect(diff).toMatchObject({ changes: true, replaces: [] });
  await run.attachment.update(made.id, props ?? {}, news);
  expect(creativeOf(made.adId)).toBe(made.creativeId);
});

test("made anew on the same ad, it restores what the first one would have, and the old entry goes without a call", async () => {
  const made = await attached();
  const run = account.run();
  const { news } = await planned(run, made, {});
  const { outs } = await run.attachment.create(news);
  expect(outs).toMatchObject({ previousCreativeId: made.before });
  account.meta.clearJournal();
  await run.attachment.delete(made.id, made.outs);
  expect([account.meta.journal(), run.warnings]).toEqual([[], []]);
  await account.run().attachment.delete(made.id, { ...outs, __provider: attachmentText });
  expect(creativeOf(made.adId)).toBe(made.before);
});

test("made anew without a plan, as by --replace, it knows nothing of the first one's record, and a warning tells it", async () => {
  const made = await attached();
  const run = account.run();
  const { outs } = await run.attachment.create(made.inputs);
  expect(outs).not.toHaveProperty("previousCreativeId");
  account.meta.clearJournal();
  await run.attachment.delete(made.id, made.outs);
  expect(account.meta.journal()).toEqual([]);
  expect(run.warnings).toEqual([
    expect.stringMatching(
      new RegExp(
        `at first, ${made.before}, is not restored.*Set onDelete: "pause" or "leave".* aliases keeps the record`,
      ),
    ),
  ]);
  await run.attachment.delete(made.id, outs);
  expect(run.warnings).toHaveLength(1);
});

test("made anew without a plan where the first one had recorded nothing, there is nothing to tell", async () => {
  const { adId, creativeId } = newAd();
  const made = await createAttachment(account.run(), { adId, creativeId });
  const run = account.run();
  const other = creativeIdOf((await createCreative(account.run())).id);
  const { outs } = await run.attachment.create({ ...made.inputs, creativeId: other });
  expect(outs).toMatchObject({ previousCreativeId: creativeId });
  await run.attachment.delete(made.id, made.outs);
  expect(run.warnings).toEqual([]);
});

test("two attachments cannot hold one ad", async () => {
  const { adId } = newAd();
  const { id } = await createCreative(account.run());
  const run = account.run();
  const creativeId = creativeIdOf(id);
  const results = await Promise.allSettled([1, 2].map(() => createAttachment(run, { adId, creativeId })));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

describe("the fate of a switch", () => {
  test("that was lost after it worked is seen, and not sent again", async () => {
    const { adId } = newAd();
    const { id } = await createCreative(account.run());
    account.meta.clearJournal();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" }, when: "after" });
    await createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) });
    expect(posts()).toHaveLength(1);
  });

  test("that never arrived is sent again", async () => {
    const { adId } = newAd();
    const { id } = await createCreative(account.run());
    account.meta.clearJournal();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" } });
    await createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) });
    expect(posts()).toHaveLength(2);
    expect(creativeOf(adId)).toBe(creativeIdOf(id));
  });

  test("that Meta does not show is recorded with what the ad had, and the next run mends it", async () => {
    const { adId, creativeId: before } = newAd();
    const { id } = await createCreative(account.run());
    const creativeId = creativeIdOf(id);
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop-write" } });
    const error = await partialFailureOf(createAttachment(account.run(), { adId, creativeId }));
    expect(error.message).toContain(
      `Ad ${adId} was pointed at creative ${creativeId}, but Meta still shows creative ${before}.`,
    );
    expect(error.properties).toMatchObject({ previousCreativeId: before });
    const run = account.run();
    const held = { id: error.id, outs: error.properties, inputs: { __provider: attachmentText, adId, creativeId } };
    const { news } = await planned(run, held, {});
    await run.attachment.update(held.id, held.outs, news);
    expect(creativeOf(adId)).toBe(creativeId);
  });
});

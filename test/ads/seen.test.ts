import type { FaultRule } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../provider/src/runtime/properties";
import { sequenceArgs, createSequence } from "../support/world/sequences";
import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import {
  attachmentText,
  creativeArgs,
  creativeIdOf,
  createAttachment,
  createCreative,
  planCreative,
  story,
} from "../support/world/ads";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function posts(): readonly string[] {
  return writes(account.meta.journal()).map(({ method, path }) => `${method} ${path}`);
}

/** What Meta answers from now on to every read of a path. */
function answered(path: string, effect: FaultRule["effect"]): { readonly remove: () => void } {
  return account.meta.faults.add({ match: { path, verb: "read" }, effect, times: "always" });
}
function as(body: unknown): FaultRule["effect"] {
  return { kind: "status", status: 200, body: JSON.stringify(body) };
}

describe("a read of a creative", () => {
  test("that is gone does not hide the others", async () => {
    const [gone, there] = [await createCreative(account.run()), await createCreative(account.run(), { name: "other" })];
    account.meta.setBehaviour({ deletedCreative: "gone" });
    await account.run().creative.delete(gone.id, gone.outs);
    account.meta.clearJournal();
    const run = account.run();
    const read = await Promise.all([gone, there].map(({ id, outs }) => run.creative.read(id, outs)));
    expect(read.map(({ id }) => id)).toEqual(["", there.id]);
    expect(calls(account.meta.journal())).toEqual(
      expect.arrayContaining([`GET /${creativeIdOf(gone.id)}`, `GET /${creativeIdOf(there.id)}`]),
    );
  });

  test("that the token may not see fails alone, and names the permission", async () => {
    const [hidden, there] = [
      await createCreative(account.run()),
      await createCreative(account.run(), { name: "other" }),
    ];
    answered(`/${creativeIdOf(hidden.id)}`, { kind: "graph", code: 10 });
    const run = account.run();
    const [failure, read] = await Promise.all([
      failureOf(run.creative.read(hidden.id, hidden.outs)),
      run.creative.read(there.id, there.outs),
    ]);
    expect(failure.message).toContain("Grant the app ads_management");
    expect(read.id).toBe(there.id);
  });

  test.each([
    ["nothing", { kind: "status", status: 204 } as const, "it is empty"],
    ["an empty object", as({}), "it has no id"],
    ["a row without an id", as({ name: "x" }), "it has no id"],
    ["an opaque id", as({ id: "cr_7", name: "x" }), "its id is not 1 to 32 digits"],
    ["a row in another object", as({ node: { id: "7", name: "x" } }), "it has no id"],
    ["a list", as([{ id: "7" }]), "it is an array instead of an object"],
    ["another object's row", as({ id: "1", name: "x", status: "DELETED" }), "received 1"],
  ])("that Meta answers with %s proves nothing, and the state is kept", async (_what, effect, reason) => {
    const { id, outs } = await createCreative(account.run());
    const rule = answered(`/${creativeIdOf(id)}`, effect);
    const reading = failureOf(account.run().creative.read(id, outs));
    const deleting = failureOf(account.run().creative.delete(id, outs));
    for (const { message } of [await reading, await deleting]) {
      expect(message).toContain(`Meta's answer could not be read: requested ${creativeIdOf(id)}, ${reason}.`);
    }
    rule.remove();
    expect(posts()).toHaveLength(1);
    expect((await account.run().creative.read(id, outs)).id).toBe(id);
  });

  test.each([
    ["name", { name: ["x"] }],
    ["object_story_spec", { name: "x", object_story_spec: 5 }],
  ])("whose %s cannot be read is an error, and no drift", async (field, fields) => {
    const { id, outs } = await createCreative(account.run());
    answered(`/${creativeIdOf(id)}`, as({ id: creativeIdOf(id), status: "ACTIVE", ...fields }));
    const { message } = await failureOf(account.run().creative.read(id, outs));
    expect(message).toContain(`requested ${creativeIdOf(id)}, \`${field}\` cannot be read.`);
  });
});

describe("absence of a creative", () => {
  async function missing(): Promise<{ id: string; outs: Properties }> {
    const held = await createCreative(account.run());
    account.meta.setBehaviour({ deletedCreative: "gone" });
    await account.run().creative.delete(held.id, held.outs);
    return held;
  }

  test("is not believed while the object's own answer is not to be had", async () => {
    const { id, outs } = await missing();
    account.meta.faults.add({
      match: { path: `/${creativeIdOf(id)}`, verb: "read" },
      effect: { kind: "graph", code: 190 },
      nth: 2,
    });
    expect((await failureOf(account.run().creative.read(id, outs))).message).toContain("Set a valid token");
  });

  test.each([
    ["does not exist for the token", { kind: "graph", code: 100, subcode: 33 } as const],
    ["may not be seen by the token", { kind: "graph", code: 10 } as const],
  ])("is not believed where the ad account %s", async (_what, effect) => {
    const { id, outs } = await missing();
    answered(`/act_${account.meta.adAccountId}`, effect);
    expect((await failureOf(account.run().creative.read(id, outs))).message).toContain(
      `the token does not see ad account ${account.meta.adAccountId} either`,
    );
  });

  test("is not believed while the ad account cannot be asked", async () => {
    const { id, outs } = await missing();
    answered(`/act_${account.meta.adAccountId}`, { kind: "graph", code: 190 });
    expect((await failureOf(account.run().creative.read(id, outs))).message).toContain("Set a valid token");
  });
});

describe("a lost create", () => {
  test.each([
    ["no name", { id: "31", status: "ACTIVE" }, "that may be this one, stored with other text"],
    ["no id", { name: "driver-ad" }, "cannot be read and may be this ad creative: row 1: it has no id"],
    ["an opaque id", { id: "cr_1", name: "other" }, 'row 1 (id "cr_1"): its id is not 1 to 32 digits'],
    ["nothing", null, "row 1: it is null"],
  ])("stops at a new row that shows %s, and nothing is sent again", async (_what, shown, reason) => {
    const edge = `/act_${account.meta.adAccountId}/adcreatives`;
    const lost = account.meta.faults.add({ match: { path: edge, verb: "create" }, effect: { kind: "drop" } });
    void lost.hit.then(() =>
      account.meta.faults.add({ match: { path: edge, verb: "list" }, effect: as({ data: [shown] }), times: "always" }),
    );
    expect((await failureOf(createCreative(account.run()))).message).toContain(reason);
    expect(posts()).toHaveLength(1);
  });
});

describe("a plan of a creative", () => {
  test("that changes the text to what somebody has made of it meanwhile still makes a new one", async () => {
    const held = await createCreative(account.run());
    const outs = { ...held.outs, objectStorySpec: story("Edited by hand") };
    const run = account.run();
    const { diff } = await planCreative(run, { ...held, outs }, { objectStorySpec: story("Edited by hand") });
    expect(diff).toMatchObject({ changes: true, replaces: ["objectStorySpec"] });
  });

  test("that names another creative to take over beside a new text takes that one", async () => {
    const other = await createCreative(account.run(), { name: "other", objectStorySpec: story("New") });
    const held = await createCreative(account.run());
    const run = account.run();
    const { news } = await planCreative(run, held, {
      objectStorySpec: story("New"),
      adoptCreativeId: creativeIdOf(other.id),
    });
    expect((await run.creative.create(news)).id).toBe(other.id);
  });

  test("with inputs that a policy broke replaces nothing, and the update is refused before any call", async () => {
    const held = await createCreative(account.run());
    account.meta.clearJournal();
    const run = account.run();
    const { news } = await planCreative(run, held, {});
    const broken = { ...news, objectStorySpec: "text", name: "new" };
    expect(await run.creative.diff(held.id, held.outs, broken)).toMatchObject({ changes: true, replaces: [] });
    expect((await failureOf(run.creative.update(held.id, held.outs, broken))).message).toContain(
      "must keep the rules of check",
    );
    expect(account.meta.journal()).toEqual([]);
  });

  test("from a state that says nothing readable keeps what is recorded when a local argument changes", async () => {
    const held = await createCreative(account.run());
    const { objectStorySpec: _story, __sent: _sent, ...outs } = held.outs;
    const { outs: kept } = await account.run().creative.update(held.id, outs, { ...held.inputs, duplicates: "allow" });
    const { __provider: _provider, ...recorded } = outs;
    expect(kept).toMatchObject(recorded);
  });
});

describe("a delete of a creative", () => {
  test("that waits while another resource takes the creative over goes without a call", async () => {
    const held = await createCreative(account.run());
    account.meta.clearJournal();
    const run = account.run({ WHATSAPP_WRITE_CONCURRENCY: "1" });
    const adopting = createCreative(run, { adoptCreativeId: creativeIdOf(held.id) });
    await Promise.all([adopting, run.creative.delete(held.id, held.outs)]);
    expect(posts()).toEqual([]);
    expect(account.meta.creatives()).toMatchObject([{ status: "ACTIVE" }]);
  });

  test("that Meta refuses names no sequence where the state names none", async () => {
    const held = await createCreative(account.run());
    account.meta.faults.add({ match: { verb: "delete" }, effect: { kind: "graph", code: 100 } });
    const { objectStorySpec: _story, ...outs } = held.outs;
    const { message } = await failureOf(account.run().creative.delete(held.id, outs));
    expect(message).toContain("If an ad still uses it");
    expect(message).not.toContain("stays too");
  });
});

test("a creative without an ad account is refused with the name of what is missing", async () => {
  const { message } = await failureOf(account.run().creative.create(creativeArgs()));
  expect(message).toMatch(/^The inputs are not valid, and nothing was sent\. adAccountId: is required/);
  expect(account.meta.journal()).toEqual([]);
});

test.each(["8", { id: "x" }, { id: "1.0e3" }, [{ id: "8" }]])(
  "an ad whose creative is %j is left as it is: no state is lost, and nothing is recorded wrongly",
  async (creative) => {
    const { adId } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const args = { adId, creativeId: creativeIdOf(id) };
    const attach = (): Promise<unknown> => createAttachment(account.run(), args);
    const rule = answered(`/${adId}`, as({ id: adId, status: "ACTIVE", creative }));
    const reason = `Meta's answer could not be read: requested ${adId}, \`creative\` cannot be read.`;
    expect((await failureOf(attach())).message).toContain(reason);
    rule.remove();
    const held = await createAttachment(account.run(), args);
    const odd = answered(`/${adId}`, as({ id: adId, status: "ACTIVE", creative }));
    const { attachment } = account.run();
    for (const step of [attachment.read(held.id, held.outs), attachment.delete(held.id, held.outs)]) {
      expect((await failureOf(step)).message).toContain(reason);
    }
    odd.remove();
    expect(posts().filter((post) => post === `POST /${adId}`)).toHaveLength(1);
  },
);

describe("an attachment", () => {
  async function attached(changes: Properties = {}) {
    const { adId, creativeId: before } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const creativeId = creativeIdOf(id);
    const held = await createAttachment(account.run(), { adId, creativeId, ...changes });
    account.meta.clearJournal();
    return { ...held, adId, before, creativeId };
  }

  test("whose arguments are no JSON, or too much, is refused with one reason", async () => {
    const { check } = account.run().attachment;
    const round: Record<string, unknown> = { __provider: attachmentText, adId: "1", creativeId: "2" };
    round["onDelete"] = round;
    expect((await check({}, round)).failures).toEqual([
      { property: "", reason: expect.stringMatching(/^adId, creativeId: are nested too deep/) },
    ]);
    const { message } = await failureOf(account.run().attachment.create({ __provider: attachmentText }));
    expect(message).toContain("adId: is required; creativeId: is required");
  });

  test("after which Meta shows no creative at all is recorded as not confirmed", async () => {
    const { adId, creativeId: before } = account.meta.addAd({});
    const { id } = await createCreative(account.run());
    const switched = account.meta.faults.add({
      match: { path: `/${adId}`, verb: "update" },
      effect: { kind: "delay", delayMs: 0 },
      when: "after",
    });
    void switched.hit.then(() => answered(`/${adId}`, as({ id: adId, status: "ACTIVE" })));
    const error = await partialFailureOf(createAttachment(account.run(), { adId, creativeId: creativeIdOf(id) }));
    expect(error.message).toContain("but Meta still shows none.");
    expect(error.properties).toMatchObject({ adId, previousCreativeId: before });
  });

  test("is read with the ad account it was made in where Meta does not tell it, and blank when the ad is deleted", async () => {
    const held = await attached();
    const ad = { id: held.adId, status: "ACTIVE", creative: { id: held.creativeId } };
    const rule = answered(`/${held.adId}`, as(ad));
    const { props } = await account.run().attachment.read(held.id, held.outs);
    expect(props).toMatchObject({ __adAccountId: account.meta.adAccountId, previousCreativeId: held.before });
    rule.remove();
    answered(`/${held.adId}`, as({ ...ad, status: "DELETED" }));
    expect(await account.run().attachment.read(held.id, held.outs)).toEqual({ id: "" });
    const got = await failureOf(account.run().attachment.read(held.id, { __provider: attachmentText }));
    expect(got.message).toContain("Meta does not show an ad with this id");
  });

  test("of an ad that has no creative by now restores nothing, and says so", async () => {
    const held = await attached();
    answered(`/${held.adId}`, as({ id: held.adId, account_id: account.meta.adAccountId, status: "ACTIVE" }));
    const run = account.run();
    await run.attachment.delete(held.id, held.outs);
    expect(run.warnings).toEqual([expect.stringContaining(`ad ${held.adId}: the ad now uses creative none, not`)]);
    expect(posts()).toEqual([]);
  });

  test("of an ad that is paused already is let go without a write", async () => {
    const held = await attached({ onDelete: "pause" });
    account.meta.editAd(held.adId, { status: "PAUSED" });
    await account.run().attachment.delete(held.id, held.outs);
    expect(posts()).toEqual([]);
  });

  test("whose state does not say which creative it attached is restored all the same", async () => {
    const held = await attached();
    const { creativeId: _creative, ...outs } = held.outs;
    await account.run().attachment.delete(held.id, outs);
    expect(account.meta.ads().find(({ id }) => id === held.adId)?.creativeId).toBe(held.before);
  });

  test("that may not be restored for lack of a right says so, and does not speak of a deleted creative", async () => {
    const held = await attached();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "graph", code: 10 } });
    const { message } = await failureOf(account.run().attachment.delete(held.id, held.outs));
    expect(message).toContain("Grant the app ads_management");
    expect(message).not.toContain("may be deleted");
  });

  test("whose restoring Meta took and does not show stays in the state", async () => {
    const held = await attached();
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop-write" } });
    const { message } = await failureOf(account.run().attachment.delete(held.id, held.outs));
    expect(message).toContain(
      "Meta accepted the request, but still shows the ad as it was. Run again; the state is kept.",
    );
    await account.run().attachment.delete(held.id, held.outs);
    expect(account.meta.ads().find(({ id }) => id === held.adId)?.creativeId).toBe(held.before);
  });
});

test("a recent list of sequences is not recent any more once an ad was moved", async () => {
  const all = await Promise.all([1, 2, 3].map((i) => createSequence(account.run(), sequenceArgs({ name: `n${i}` }))));
  const run = account.run();
  const creative = await createCreative(run, { welcomeMessageSequenceId: all[0]?.outs["sequenceId"] });
  const { adId } = account.meta.addAd({});
  const inUse = async (): Promise<readonly unknown[]> =>
    (await Promise.all(all.map(({ id, outs }) => run.handler.read(id, outs)))).map(
      ({ props }) => props?.["isUsedInAd"],
    );
  expect(await inUse()).toEqual([false, false, false]);
  await createAttachment(run, { adId, creativeId: creative.outs["creativeId"] });
  expect(await inUse()).toEqual([true, false, false]);
});

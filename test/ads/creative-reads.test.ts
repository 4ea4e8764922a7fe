import type { Properties } from "../../provider/src/runtime/properties";
import { calls, TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { creativeIdOf, creativeText, createCreative, planCreative, story } from "../support/world/ads";
import { addSequence, listWrites, respondAlways, toResponse } from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe("get", () => {
  test("returns the sequence id separately and fails for a missing creative", async () => {
    const sequenceId = addSequence(account);
    const { id } = await createCreative(account.run(), { welcomeMessageSequenceId: sequenceId });
    const { props } = await account.run().creative.read(id, { __provider: creativeText });
    expect(props).toMatchObject({ name: "driver-ad", objectStorySpec: story(), welcomeMessageSequenceId: sequenceId });
    expect(props).not.toHaveProperty("assetFeedSpec");
    const gone = `${account.meta.adAccountId}/999`;
    expect((await failureOf(account.run().creative.read(gone, { __provider: creativeText }))).message).toContain(
      "Meta does not show a creative with this id",
    );
  });

  test("returns outputs that plan no change", async () => {
    const sequenceId = addSequence(account);
    const { id } = await createCreative(account.run(), { welcomeMessageSequenceId: sequenceId });
    const { props, inputs } = await account.run().creative.read(id, { __provider: creativeText });
    const imported = { id, outs: props ?? {}, inputs: inputs ?? {} };
    const run = account.run();
    expect((await planCreative(run, imported, { welcomeMessageSequenceId: sequenceId })).diff.changes).toBe(false);
    expect(
      (await planCreative(run, imported, { welcomeMessageSequenceId: addSequence(account) })).diff.replaces,
    ).toEqual(["welcomeMessageSequenceId"]);
  });
});

describe("a refresh", () => {
  test("reads each creative with one request", async () => {
    const run = account.run();
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => createCreative(run, { name: `n${i}` })));
    account.meta.clearJournal();
    const refresh = account.run();
    await Promise.all(all.map(({ id, outs }) => refresh.creative.read(id, outs)));
    expect(calls(account.meta.journal()).sort()).toEqual(all.map(({ id }) => `GET /${creativeIdOf(id)}`).sort());
  });

  test("reads the others beside a deleted creative", async () => {
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

  test("fails for a hidden creative alone and names the permission", async () => {
    const [hidden, there] = [
      await createCreative(account.run()),
      await createCreative(account.run(), { name: "other" }),
    ];
    respondAlways(account, `/${creativeIdOf(hidden.id)}`, { kind: "graph", code: 10 });
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
    ["an empty object", toResponse({}), "it has no id"],
    ["a row without an id", toResponse({ name: "x" }), "it has no id"],
    ["an opaque id", toResponse({ id: "cr_7", name: "x" }), "its id is not 1 to 32 digits"],
    ["a row in another object", toResponse({ node: { id: "7", name: "x" } }), "it has no id"],
    ["a list", toResponse([{ id: "7" }]), "it is an array instead of an object"],
    ["another object's row", toResponse({ id: "1", name: "x", status: "DELETED" }), "received 1"],
  ])("or delete keeps the state if Meta answers with %s", async (_what, effect, reason) => {
    const { id, outs } = await createCreative(account.run());
    const rule = respondAlways(account, `/${creativeIdOf(id)}`, effect);
    const { creative } = account.run();
    for (const step of [() => creative.read(id, outs), () => creative.delete(id, outs)]) {
      const { message } = await failureOf(step());
      expect(message).toContain(`Meta's answer could not be read: requested ${creativeIdOf(id)}, ${reason}.`);
    }
    rule.remove();
    expect(listWrites(account)).toHaveLength(1);
    expect((await account.run().creative.read(id, outs)).id).toBe(id);
  });

  test.each([
    ["name", { name: ["x"] }],
    ["object_story_spec", { name: "x", object_story_spec: 5 }],
  ])("with an unreadable %s is an error, not drift", async (field, fields) => {
    const { id, outs } = await createCreative(account.run());
    respondAlways(account, `/${creativeIdOf(id)}`, toResponse({ id: creativeIdOf(id), status: "ACTIVE", ...fields }));
    const { message } = await failureOf(account.run().creative.read(id, outs));
    expect(message).toContain(`requested ${creativeIdOf(id)}, \`${field}\` cannot be read.`);
  });
});

describe("a missing creative is not taken for a deleted one", () => {
  /** Deletes a creative that the state still has. */
  async function deleteElsewhere(): Promise<{ id: string; outs: Properties }> {
    const created = await createCreative(account.run());
    account.meta.setBehaviour({ deletedCreative: "gone" });
    await account.run().creative.delete(created.id, created.outs);
    return created;
  }

  test("if the second read of it fails", async () => {
    const { id, outs } = await deleteElsewhere();
    account.meta.faults.add({
      match: { path: `/${creativeIdOf(id)}`, verb: "read" },
      effect: { kind: "graph", code: 190 },
      nth: 2,
    });
    expect((await failureOf(account.run().creative.read(id, outs))).message).toContain("Set a valid token");
  });

  test("if the token may not see the ad account", async () => {
    const { id, outs } = await deleteElsewhere();
    respondAlways(account, `/act_${account.meta.adAccountId}`, { kind: "graph", code: 10 });
    expect((await failureOf(account.run().creative.read(id, outs))).message).toContain(
      `the token does not see ad account ${account.meta.adAccountId} either`,
    );
  });

  test("if the read of the ad account fails", async () => {
    const { id, outs } = await deleteElsewhere();
    respondAlways(account, `/act_${account.meta.adAccountId}`, { kind: "graph", code: 190 });
    expect((await failureOf(account.run().creative.read(id, outs))).message).toContain("Set a valid token");
  });
});

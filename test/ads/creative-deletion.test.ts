import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { creativeIdOf, liveCreatives, createCreative } from "../support/world/ads";
import { addSequence, listWrites } from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const deleteRequests = { verb: "delete" } as const;

describe("a delete", () => {
  test("that Meta does not confirm fails while the creative exists", async () => {
    const { id, outs } = await createCreative(account.run());
    const noContent = { kind: "status", status: 204 } as const;
    account.meta.faults.add({ match: deleteRequests, effect: noContent, when: "after" });
    await account.run().creative.delete(id, outs);
    const other = await createCreative(account.run(), { name: "other" });
    account.meta.faults.add({ match: deleteRequests, effect: noContent });
    const { message } = await failureOf(account.run().creative.delete(other.id, other.outs));
    expect(message).toContain("accepted the DELETE without confirming it, and the ad creative still exists");
    expect(liveCreatives(account.meta)).toEqual([creativeIdOf(other.id)]);
  });

  test("names a missing permission, not the ads", async () => {
    const { id, outs } = await createCreative(account.run(), { welcomeMessageSequenceId: addSequence(account) });
    account.meta.faults.add({ match: deleteRequests, effect: { kind: "graph", code: 10 } });
    const { message } = await failureOf(account.run().creative.delete(id, outs));
    expect(message).toMatch(/Grant the app ads_management .*\.$/);
    expect(message).not.toContain("stays too");
  });

  test("that waits during an adoption sends nothing", async () => {
    const created = await createCreative(account.run());
    account.meta.clearJournal();
    const run = account.run({ WHATSAPP_WRITE_CONCURRENCY: "1" });
    const adoption = createCreative(run, { adoptCreativeId: creativeIdOf(created.id) });
    await Promise.all([adoption, run.creative.delete(created.id, created.outs)]);
    expect(listWrites(account)).toEqual([]);
    expect(account.meta.creatives()).toMatchObject([{ status: "ACTIVE" }]);
  });

  test("that Meta refuses names no sequence without one in the state", async () => {
    const created = await createCreative(account.run());
    account.meta.faults.add({ match: deleteRequests, effect: { kind: "graph", code: 100 } });
    const { objectStorySpec: _story, ...outs } = created.outs;
    const { message } = await failureOf(account.run().creative.delete(created.id, outs));
    expect(message).toContain("If an ad still uses it");
    expect(message).not.toContain("stays too");
  });
});

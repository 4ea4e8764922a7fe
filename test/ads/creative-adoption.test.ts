import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { creativeIdOf, createCreative } from "../support/world/ads";
import { listWrites } from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

test("an adoption of equal content changes only the name", async () => {
  const { id: existing } = await createCreative(account.run(), { name: "old" });
  account.meta.clearJournal();
  const { id, outs } = await createCreative(account.run(), { name: "new", adoptCreativeId: creativeIdOf(existing) });
  expect(id).toBe(existing);
  expect(listWrites(account)).toEqual([{ method: "POST", path: `/${creativeIdOf(existing)}`, body: { name: "new" } }]);
  expect(outs).toMatchObject({ name: "new", creativeId: creativeIdOf(existing) });
});

test("a rejected adoption names the difference and can be repeated", async () => {
  account.meta.seed({ adAccounts: [{ id: "77" }] });
  const elsewhere = await createCreative(account.run(), { adAccountId: "77" });
  const run = account.run();
  const { message } = await failureOf(createCreative(run, { adoptCreativeId: creativeIdOf(elsewhere.id) }));
  expect(message).toContain("Correct adoptCreativeId or adAccountId");
  const many = { page_id: "1", link_data: { link: "a", message: "b", name: "c", image_hash: "d", description: "e" } };
  const { id } = await createCreative(account.run(), { name: "mine" });
  const adoption = createCreative(run, { objectStorySpec: many, adoptCreativeId: creativeIdOf(id) });
  expect((await failureOf(adoption)).message).toMatch(
    /^Could not adopt ad creative .* It differs at objectStorySpec\.page_id, .* and 1 more, and creatives cannot be edited\. Change the program/,
  );
  expect((await createCreative(run, { name: "mine", adoptCreativeId: creativeIdOf(id) })).id).toBe(id);
});

test("a deleted creative cannot be adopted", async () => {
  const { id, outs } = await createCreative(account.run());
  await account.run().creative.delete(id, outs);
  const { message } = await failureOf(createCreative(account.run(), { adoptCreativeId: creativeIdOf(id) }));
  expect(message).toContain("Correct adoptCreativeId or adAccountId");
});

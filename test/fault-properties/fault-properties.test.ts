import * as fc from "fast-check";
import { TestAccount } from "../support/account";
import { faultKinds } from "./faults";
import { outcomes } from "./outcomes";
import { play } from "./play";
import { scenarios } from "./scenarios";
import { path, runs, seed } from "./settings";
import { Tally } from "./tally";
import { idle, World } from "./world";

const usualRuns = 2_000;

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
afterAll(() => account.close());

test("whatever goes wrong, no sequence is lost, doubled or taken away, and the next run mends", async () => {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      await idle(account.meta);
      account.meta.reset();
      tally.add(await play(new World(account, [account.meta.wabaId, "102290129340399"]), scenario));
    }),
    { numRuns: runs(usualRuns), seed, ...(path === undefined ? {} : { path, endOnFailure: true }) },
  );
  tally.print();
  if (path !== undefined || runs(usualRuns) < usualRuns) return;
  expect(tally.missing("fault", faultKinds)).toEqual([]);
  expect(tally.missing("outcome", outcomes)).toEqual([]);
}, 7_200_000);

import { TestAccount } from "../support/world/account";
import { faultKinds } from "./faults";
import { outcomes } from "./outcomes";
import { checkFaultProperties } from "./property";
import { runs } from "./settings";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
afterAll(() => account.close());

test("thousands of scenarios cover every fault and outcome and lose nothing", async () => {
  const statistics = await checkFaultProperties(account, Math.max(2_000, runs(2_000)));
  statistics.print();
  expect(statistics.findMissing("fault", faultKinds)).toEqual([]);
  expect(statistics.findMissing("outcome", outcomes)).toEqual([]);
}, 7_200_000);

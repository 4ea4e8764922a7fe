import { TestAccount } from "../support/world/account";
import { checkFaultProperties } from "./property";
import { runs } from "./settings";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
afterAll(() => account.close());

test("random faults lose or duplicate no sequence, and the next run recovers", async () => {
  await checkFaultProperties(account, runs(100));
});

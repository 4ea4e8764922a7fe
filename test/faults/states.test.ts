import { args, made, TestAccount } from "../support/account";
import { Lifecycle } from "../support/lifecycle";
import { recordStates } from "./support/recorded-state";
const life = new Lifecycle();
if (process.env["RECORD_STATES"] !== undefined) {
  test("states are recorded", () => recordStates(life));
}

import type { Properties } from "../../../provider/src/runtime/properties";
import { args } from "../../support/world/sequences";
import { failureOf } from "../../support/world/failures";
import type { Case } from "./row";

/** Why check and create refuse arguments. Nothing was asked, no stack is shown, and create refuses even what check never saw. */
export async function refusals(the: Case, changes: Properties): Promise<readonly string[]> {
  const given = args({ wabaId: the.meta.wabaId, ...changes });
  const { failures } = await the.run.handler.check({}, given);
  const { message } = await failureOf(the.run.handler.create(given));
  expect(message).toMatch(
    /^The inputs are not valid, and nothing was sent\. .*If a policy changed them, it must keep the rules of check\.$/su,
  );
  expect(the.meta.journal()).toEqual([]);
  const reasons = failures.map(({ reason }) => reason);
  for (const reason of reasons) {
    expect(reason).not.toMatch(/\n\s+at /);
    expect(reason.length).toBeLessThan(400);
  }
  return reasons;
}

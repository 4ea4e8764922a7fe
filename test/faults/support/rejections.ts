import type { Properties } from "../../../provider/src/runtime/properties";
import { sequenceArgs } from "../../support/world/sequences";
import { failureOf } from "../../support/world/failures";
import type { FaultStack } from "./row";

/** Reasons with which check rejects arguments. Create must reject them too, without a request and without a stack trace. */
export async function rejectionReasons(stack: FaultStack, changes: Properties): Promise<readonly string[]> {
  const given = sequenceArgs({ wabaId: stack.meta.wabaId, ...changes });
  const { failures } = await stack.run.handler.check({}, given);
  const { message } = await failureOf(stack.run.handler.create(given));
  expect(message).toMatch(
    /^The inputs are not valid, and nothing was sent\. .*If a policy changed them, it must keep the rules of check\.$/su,
  );
  expect(stack.meta.journal()).toEqual([]);
  const reasons = failures.map(({ reason }) => reason);
  for (const reason of reasons) {
    expect(reason).not.toMatch(/\n\s+at /);
    expect(reason.length).toBeLessThan(400);
  }
  return reasons;
}

import { isUnknownOutcome } from "../client/call-error";
import type { Deadline } from "../client/clock";
import { UnreadableResponse } from "../schema/wire";
import type { Session } from "./session";

/** Two looks, one after the other: one answer may lack what is there. */
export const twoLooks = [0, 0] as const;

/**
 * Looks after each wait until it is as wanted; what was seen last when the looks or the time are over, undefined without a look. An answer
 * that cannot be read is looked at again as well, and thrown when it was the last.
 */
export async function lookUntil<Seen>(
  deadline: Deadline,
  looksAfterMs: readonly number[],
  look: () => Promise<Seen>,
  isDone: (seen: Seen) => boolean,
): Promise<Seen | undefined> {
  let seen: Seen | undefined;
  let unreadable: UnreadableResponse | undefined;
  for (const afterMs of looksAfterMs) {
    if (afterMs > 0 && !(await deadline.sleep(afterMs))) break;
    try {
      seen = await look();
      unreadable = undefined;
    } catch (error) {
      if (!(error instanceof UnreadableResponse)) throw error;
      unreadable = error;
      continue;
    }
    if (isDone(seen)) return seen;
  }
  if (unreadable !== undefined) throw unreadable;
  return seen;
}

/** A write that does no harm twice: when its outcome is unknown it is repeated, but only while a look shows that it did not work. */
export async function writeUntil(
  { retries }: Session,
  deadline: Deadline,
  send: () => Promise<unknown>,
  isDone: () => Promise<boolean>,
): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isUnknownOutcome(error)) throw error;
      if (await isDone()) return;
      await retries.waitBeforeRepeat(error, attempts, deadline);
    }
  }
}

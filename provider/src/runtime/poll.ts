import { isUnknownOutcome } from "../client/call-error";
import type { Deadline } from "../client/clock";
import type { Retries } from "../client/retry";
import { UnreadableResponse } from "../schema/wire";

/** Delays before the reads after a write, in milliseconds: Meta may show a write only after a moment. */
export const readBackDelaysMs = [0, 250, 500, 1_000, 2_000, 4_000] as const;

/** Delays before the reads after a DELETE, in milliseconds. */
export const deleteDelaysMs = [0, 250, 500, 1_000, 2_000] as const;

/**
 * Polls after each delay until `isDone` or the deadline. Returns the last result, or undefined if the deadline passed before the first
 * read. Reads again after an answer that cannot be read, and throws the last one of these.
 */
export async function pollUntil<T>(
  deadline: Deadline,
  delaysMs: readonly number[],
  read: () => Promise<T>,
  isDone: (result: T) => boolean,
): Promise<T | undefined> {
  let result: T | undefined;
  let unreadable: UnreadableResponse | undefined;
  for (const delayMs of delaysMs) {
    if (delayMs > 0 && !(await deadline.sleep(delayMs))) break;
    try {
      result = await read();
      unreadable = undefined;
    } catch (error) {
      if (!(error instanceof UnreadableResponse)) throw error;
      unreadable = error;
      continue;
    }
    if (isDone(result)) return result;
  }
  if (unreadable !== undefined) throw unreadable;
  return result;
}

/**
 * Sends a write that may be repeated safely. After an unknown outcome it is sent again only while `isDone` says that it had no effect.
 * Returns the result of the write that succeeded; undefined if `isDone` found the effect of one whose outcome was unknown.
 */
export async function retryIdempotentWrite<T>(
  { retries }: { readonly retries: Pick<Retries, "waitBeforeRepeat"> },
  deadline: Deadline,
  send: () => Promise<T>,
  isDone: () => Promise<boolean>,
): Promise<T | undefined> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await send();
    } catch (error) {
      if (!isUnknownOutcome(error)) throw error;
      if (await isDone()) return undefined;
      await retries.waitBeforeRepeat(error, attempts, deadline);
    }
  }
}

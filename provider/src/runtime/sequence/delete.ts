import { CallError, isRejectedAs, isUnknownOutcome } from "../../client/call-error";
import type { Deadline } from "../../client/clock";
import { lookAgain } from "./absence";
import { couldNot, type SequenceDeed } from "../deed";
import { inUse } from "./in-use";
import { ExpectedFailure } from "../failure";
import { lookUntil } from "../looks";
import type { Session } from "../session";
import type { Properties } from "../properties";
import { bookkeepingIn, contentIn, parsePhysicalId, type PhysicalId } from "./state";

/** Deletes the sequence unless an ad uses it. What is already gone counts as deleted once that is proven. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const physical = parsePhysicalId(id);
  const { appId } = bookkeepingIn(props);
  const name = contentIn(props)?.name;
  const deed = { resource: "sequence", verb: "delete", ...physical, ...(name === undefined ? {} : { name }) } as const;
  // A live resource owns the row (it was taken back while its old entry waited for deletion), so that entry goes without a call.
  if (session.memory.isOwn(physical.sequenceId)) return;
  const deadline = session.deadline();
  const seen = await session.within(deadline, session.account(deed.wabaId).find(deed.sequenceId));
  const row = seen ?? (await lookAgain(session, deed, appId, deadline));
  if (row === undefined) return;
  if (row.isUsedInAd && !(await isReleased(session, deed, deadline))) throw inUse(deed);
  await session.writing(deed.wabaId, async (slotDeadline) => {
    // An adoption may have claimed the row while this delete was asking and waiting.
    if (!session.memory.isOwn(deed.sequenceId)) await sendDelete(session, deed, appId, slotDeadline);
  });
}

// How long Meta takes to notice that an ad has moved on is not documented.
const settlesAfterMs = [250, 500, 1_000, 2_000, 4_000] as const;

/** Whether the sequence comes out of use within a moment, after this process has moved ads or deleted creatives. */
async function isReleased(session: Session, deed: SequenceDeed & PhysicalId, deadline: Deadline): Promise<boolean> {
  if (!session.hasWrittenAds) return false;
  const isFree = async (): Promise<boolean> =>
    (await session.within(deadline, session.account(deed.wabaId).find(deed.sequenceId)))?.isUsedInAd !== true;
  return (await lookUntil(deadline, settlesAfterMs, isFree, (isSo) => isSo)) === true;
}

/** Sends the DELETE; repeated only while the account, looked at again, still holds the sequence. */
async function sendDelete(
  session: Session,
  deed: SequenceDeed & PhysicalId,
  writtenBy: string | undefined,
  deadline: Deadline,
): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    const failed = await attempt(session, deed, deadline);
    if (failed === "deleted") return;
    if (await isGone(session, deed, writtenBy, deadline)) return;
    if (failed === undefined) {
      throw new ExpectedFailure(
        `${couldNot(deed)} Meta took the request without a word, but the account still holds the sequence. Run again; the state is kept.`,
      );
    }
    await session.retries.waitBeforeRepeat(failed, attempts, deadline);
  }
}

/** `deleted` when Meta says so, undefined when it says nothing, and what must be looked into: an unknown outcome, or 4027017. */
async function attempt(
  session: Session,
  { wabaId, sequenceId }: PhysicalId,
  deadline: Deadline,
): Promise<"deleted" | CallError | undefined> {
  try {
    return (await session.api.delete(wabaId, sequenceId, deadline)) ? "deleted" : undefined;
  } catch (error) {
    if (error instanceof CallError && (isRejectedAs(error, "not-loadable") || isUnknownOutcome(error))) return error;
    throw error;
  }
}

// A listing may show for a moment what is gone already.
const looksAfterMs = [0, 250, 500, 1_000, 2_000] as const;

async function isGone(
  session: Session,
  deed: SequenceDeed & PhysicalId,
  writtenBy: string | undefined,
  deadline: Deadline,
): Promise<boolean> {
  const row = await lookUntil(
    deadline,
    looksAfterMs,
    () => session.within(deadline, session.account(deed.wabaId).find(deed.sequenceId)),
    (seen) => seen === undefined,
  );
  return row === undefined && (await lookAgain(session, deed, writtenBy, deadline)) === undefined;
}

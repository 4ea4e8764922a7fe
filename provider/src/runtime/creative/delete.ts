import { CallError, isRejectedAs, isUnknownOutcome } from "../../client/call-error";
import type { Deadline } from "../../client/clock";
import { contentOfCreative, sequenceIn } from "../../schema/creative";
import { couldNot, type CreativeDeed } from "../deed";
import { explained } from "../explain";
import { ExpectedFailure } from "../failure";
import { lookUntil } from "../looks";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { lookFor } from "./absence";
import { bookkeepingIn, parsePhysicalId, saidIn, type PhysicalId } from "./state";

/** Deletes the creative. What is already gone counts as deleted once that is proven. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const physical = parsePhysicalId(id);
  bookkeepingIn(props);
  const said = saidIn(props);
  const name = said?.name;
  const deed = {
    resource: "ad creative",
    verb: "delete",
    ...physical,
    ...(name === undefined ? {} : { name }),
  } as const;
  const { memory } = session.creatives;
  // A live resource owns the row (it was taken back while its old entry waited for deletion), so that entry goes without a call.
  if (memory.isOwn(physical.creativeId)) return;
  const deadline = session.deadline();
  if ((await lookFor(session, deed, deadline)) === undefined) return;
  await session.writingAds(async (slotDeadline) => {
    if (memory.isOwn(deed.creativeId)) return;
    await sendDelete(session, deed, slotDeadline).catch((error: unknown) => {
      throw stillHeld(error, deed, said === undefined ? undefined : sequenceIn(contentOfCreative(said).assetFeedSpec));
    });
  });
}

/** Sends the DELETE; repeated only while Meta, asked again, still shows the creative. */
async function sendDelete(session: Session, deed: CreativeDeed & PhysicalId, deadline: Deadline): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    const failed = await attempt(session, deed, deadline);
    if (failed === "deleted") return;
    if (await isGone(session, deed, deadline)) return;
    if (failed === undefined) {
      throw new ExpectedFailure(
        `${couldNot(deed)} Meta took the request without a word, but still shows the creative. Run again; the state is kept.`,
      );
    }
    await session.retries.waitBeforeRepeat(failed, attempts, deadline);
  }
}

/** `deleted` when Meta says so, undefined when it says nothing, and what must be looked into: an unknown outcome, or no such object. */
async function attempt(
  session: Session,
  { creativeId }: PhysicalId,
  deadline: Deadline,
): Promise<"deleted" | CallError | undefined> {
  try {
    return (await session.ads.deleteCreative(creativeId, deadline)) ? "deleted" : undefined;
  } catch (error) {
    if (error instanceof CallError && (isRejectedAs(error, "no-such-object") || isUnknownOutcome(error))) return error;
    throw error;
  }
}

// A read may show for a moment what is gone already.
const looksAfterMs = [0, 250, 500, 1_000, 2_000] as const;

async function isGone(session: Session, deed: CreativeDeed & PhysicalId, deadline: Deadline): Promise<boolean> {
  return (
    (await lookUntil(
      deadline,
      looksAfterMs,
      () => lookFor(session, deed, deadline),
      (row) => row === undefined,
    )) === undefined
  );
}

/** Meta's refusal, with the sequence that stays as long as the creative does. */
function stillHeld(error: unknown, deed: CreativeDeed & PhysicalId, sequenceId: string | undefined): unknown {
  if (!isRejectedAs(error, "invalid") || sequenceId === undefined) return error;
  const { message } = explained(error, deed);
  return new ExpectedFailure(`${message} Until then sequence ${sequenceId}, which it shows, stays too.`);
}

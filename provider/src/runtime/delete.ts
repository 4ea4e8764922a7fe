import { isProblem, isUnknownFate } from "../client/call-failed";
import type { Deadline } from "../client/clock";
import { mayRepeatWrite } from "../client/retry";
import { proveAbsence } from "./absence";
import { inUse, type Deed } from "./explain";
import type { Session } from "./session";
import { bookkeepingIn, contentIn, parsePhysicalId, type PhysicalId, type Properties } from "./state";

/** Deletes the sequence unless an ad uses it. What is already gone counts as deleted once that is proven. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const physical = parsePhysicalId(id);
  const { appId } = bookkeepingIn(props);
  const name = contentIn(props)?.name;
  const deed = { verb: "delete", ...physical, ...(name === undefined ? {} : { name }) } as const;
  // A live resource owns the row (it was taken back while its old entry waited for deletion), so that entry goes without a call.
  if (session.memory.isOwn(physical.sequenceId)) return;
  const row = await session.within(session.deadline(), session.account(deed.wabaId).find(deed.sequenceId));
  if (row === undefined) return proveAbsence(session, deed, appId);
  if (row.isUsedInAd) throw inUse(deed);
  await session.writes.run(async () => {
    // An adoption may have claimed the row while this delete was asking and waiting.
    if (!session.memory.isOwn(deed.sequenceId)) await sendDelete(session, deed, appId, session.deadline());
  });
}

async function sendDelete(
  session: Session,
  deed: Deed & PhysicalId,
  writtenBy: string | undefined,
  deadline: Deadline,
): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      if (await session.api.delete(deed.wabaId, deed.sequenceId, deadline)) return;
    } catch (error) {
      if (!isProblem(error, "not-loadable") && !isUnknownFate(error)) throw error;
      const stillThere =
        (await session.within(deadline, session.account(deed.wabaId).find(deed.sequenceId))) !== undefined;
      if (stillThere) {
        if (!isUnknownFate(error)) throw error;
        if (!(await mayRepeatWrite(attempts, session.settings.maxAttempts, deadline))) throw error;
        continue;
      }
    }
    return proveAbsence(session, deed, writtenBy);
  }
}

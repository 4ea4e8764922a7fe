import { isProblem, isUnknownFate } from "../client/call-failed";
import { proveAbsence } from "./absence";
import { inUse, type Deed } from "./explain";
import type { Session } from "./session";
import { bookkeepingIn, contentIn, parsePhysicalId, type Properties } from "./state";

/** Deletes the sequence unless an ad uses it. What is already gone counts as deleted once that is proven. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const physical = parsePhysicalId(id);
  const known = bookkeepingIn(props);
  const name = contentIn(props)?.name;
  const deed = { verb: "delete", ...physical, ...(name === undefined ? {} : { name }) } as const;
  // A live resource of this run owns the row (it adopted what was about to be deleted), so the old entry goes without a call.
  if (session.ownIds.has(physical.sequenceId)) return;
  const row = await session.account(physical.wabaId).find(physical.sequenceId);
  if (row === undefined) return proveAbsence(session, deed, known.appId);
  if (row.isUsedInAd) throw inUse(deed);
  await session.writes.run(() => sendDelete(session, deed, known.appId));
}

async function sendDelete(
  session: Session,
  deed: Deed & { readonly sequenceId: string },
  writtenBy: string | undefined,
): Promise<void> {
  const deadline = session.deadline();
  for (let attempts = 1; ; attempts++) {
    try {
      if (await session.api.delete(deed.wabaId, deed.sequenceId, deadline)) return;
    } catch (error) {
      if (!isProblem(error, "not-loadable") && !isUnknownFate(error)) throw error;
      const stillThere = (await session.account(deed.wabaId).find(deed.sequenceId)) !== undefined;
      if (stillThere && (!isUnknownFate(error) || attempts >= session.settings.maxAttempts)) throw error;
      if (stillThere) continue;
    }
    return proveAbsence(session, deed, writtenBy);
  }
}

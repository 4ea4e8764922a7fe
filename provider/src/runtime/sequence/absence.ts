import type { Deadline } from "../../client/clock";
import { describeUnreadable } from "../../client/unreadable-rows";
import type { SequenceRow } from "../../schema/wire";
import { UserError } from "../user-error";
import { couldNot, type SequenceDeed } from "../deed";
import type { Session } from "../session";

/**
 * A second look at a sequence that an answer lacked: the row after all, undefined when it is proven gone, or a failure. Lists are
 * scoped to the app behind the token, and one empty answer proves nothing, so three things are needed: the app is the one that
 * wrote the row, a full listing lacks it, and the node itself says that there is no such object.
 */
export async function lookAgain(
  session: Session,
  deed: SequenceDeed & { readonly sequenceId: string },
  writtenBy: string | undefined,
  deadline: Deadline,
): Promise<SequenceRow | undefined> {
  const appId = await session.waitFor(deadline, session.appId());
  if (writtenBy === undefined || appId === undefined) {
    throw undecided(deed, "which app made it, or which app the token belongs to, is not known");
  }
  if (appId !== writtenBy) {
    throw undecided(
      deed,
      `app ${writtenBy} made it, but the token belongs to app ${appId}, which does not see other apps' sequences`,
    );
  }
  const { rows, unreadable } = await session.waitFor(deadline, session.account(deed.wabaId).list());
  const row = rows.find(({ id }) => id === deed.sequenceId);
  if (row !== undefined) return row;
  if (unreadable.length > 0) {
    throw undecided(deed, `it may be in what cannot be read of the account's list: ${describeUnreadable(unreadable)}`);
  }
  const asked = session.runRead((readDeadline) => session.api.nodeIsGone(deed.sequenceId, readDeadline));
  const gone = await session.waitFor(deadline, asked);
  if (!gone) throw undecided(deed, "the account's list lacks it, but the object itself still answers");
  return undefined;
}

function undecided(deed: SequenceDeed, why: string): UserError {
  return new UserError(
    `${couldNot(deed)} Meta's answer does not hold it, but that does not prove that it is gone: ${why}. The state is kept; run again with the token of the app that made it, or remove it from the state yourself (\`pulumi state delete\`).`,
  );
}

import type { Deadline } from "../../client/clock";
import type { SequenceContent } from "../../schema/canonical";
import type { Session } from "../session";
import { findDuplicateIds } from "./account";
import type { PhysicalId } from "./state";

/** Those of the recorded duplicates that the account still holds with this content. Sends nothing when none are recorded. */
export async function findRemainingDuplicates(
  session: Session,
  { wabaId, sequenceId }: PhysicalId,
  content: SequenceContent,
  recorded: readonly string[],
  deadline: Deadline,
): Promise<readonly string[]> {
  if (recorded.length === 0) return [];
  const { rows } = await session.waitFor(deadline, session.account(wabaId).list());
  return findDuplicateIds(rows, sequenceId, content).filter((id) => recorded.includes(id));
}

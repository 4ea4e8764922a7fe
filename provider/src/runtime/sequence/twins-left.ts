import type { Deadline } from "../../client/clock";
import type { SequenceContent } from "../../schema/canonical";
import type { Session } from "../session";
import { twinsIn } from "./account";
import type { PhysicalId } from "./state";

/** Those of the recorded twins that the account still holds with this content. Asks nobody when none are recorded. */
export async function twinsLeft(
  session: Session,
  { wabaId, sequenceId }: PhysicalId,
  content: SequenceContent,
  recorded: readonly string[],
  deadline: Deadline,
): Promise<readonly string[]> {
  if (recorded.length === 0) return [];
  const { rows } = await session.within(deadline, session.account(wabaId).list());
  return twinsIn(rows, sequenceId, content).filter((id) => recorded.includes(id));
}

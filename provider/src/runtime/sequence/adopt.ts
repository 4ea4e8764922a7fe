import type { Deadline } from "../../client/clock";
import { sameContent, type SequenceContent } from "../../schema/canonical";
import { confirmed } from "./confirm";
import { couldNot, type SequenceDeed } from "../deed";
import { explained } from "../explain";
import { changeWhileInUse } from "./in-use";
import { UserError, PartialFailure } from "../user-error";
import type { Session } from "../session";
import type { Created, Properties } from "../properties";
import { physicalId, rowOutputs, type PhysicalId } from "./state";
import { writeContent } from "./update";

/** Takes over a sequence that exists: checks that it is there and brings its content to what the program says. */
export async function adopt(
  session: Session,
  id: PhysicalId,
  content: SequenceContent,
  inputs: Properties,
): Promise<Created> {
  const deed = { resource: "sequence", verb: "adopt", ...id, name: content.name } as const;
  // Claimed before anything is asked, so that neither a second adoption nor a delete of an old entry comes between.
  const claim = session.memory.claim(
    id.sequenceId,
    () => `${couldNot(deed)} Another resource of this program manages it. Give each resource a sequence of its own.`,
  );
  try {
    return await session.writing(id.wabaId, (deadline) => takeOver(session, deed, content, inputs, deadline));
  } catch (error) {
    if (!(error instanceof PartialFailure)) claim.release();
    throw explained(error, deed);
  }
}

async function takeOver(
  session: Session,
  deed: SequenceDeed & PhysicalId,
  content: SequenceContent,
  inputs: Properties,
  deadline: Deadline,
): Promise<Created> {
  const row = await session.waitFor(deadline, session.account(deed.wabaId).find(deed.sequenceId));
  if (row === undefined) {
    throw new UserError(
      `${couldNot(deed)} The account does not show a sequence with this id to this token. Correct adoptSequenceId, or use the token of the app that made it.`,
    );
  }
  const id = physicalId(deed);
  if (row.content !== undefined && sameContent(row.content, content)) {
    return { id, outs: rowOutputs(deed, { ...row, content: row.content }, inputs, await session.appId()) };
  }
  if (row.isUsedInAd) session.warn(changeWhileInUse(id, content.name));
  await writeContent(session, deed, content, deadline);
  return { id, outs: await confirmed(session, { deed, content, inputs, deadline, before: row.content }) };
}

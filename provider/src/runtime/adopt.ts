import { sameContent, type SequenceContent } from "../schema/canonical";
import { confirmed } from "./confirm";
import { couldNot, inUse } from "./explain";
import { ExpectedFailure } from "./failure";
import type { Session } from "./session";
import { physicalId, rowOutputs, type Created, type PhysicalId, type Properties } from "./state";
import { writeContent } from "./update";

/** Takes over a sequence that exists: checks that it is there and brings its content to what the program says. */
export async function adopt(
  session: Session,
  id: PhysicalId,
  content: SequenceContent,
  inputs: Properties,
): Promise<Created> {
  const deed = { verb: "adopt", ...id, name: content.name } as const;
  const row = await session.account(id.wabaId).find(id.sequenceId);
  if (row === undefined) {
    throw new ExpectedFailure(
      `${couldNot(deed)} The account does not show a sequence with this id to this token. Correct adoptSequenceId, or use the token of the app that made it.`,
    );
  }
  if (row.content !== undefined && sameContent(row.content, content)) {
    session.ownIds.add(id.sequenceId);
    return {
      id: physicalId(id),
      outs: rowOutputs(id, { ...row, content: row.content }, inputs, await session.appId()),
    };
  }
  if (row.isUsedInAd) session.warn(inUse({ ...deed, verb: "update" }).message);
  await session.writes.run(() => writeContent(session, { ...deed, verb: "update" }, content));
  session.ownIds.add(id.sequenceId);
  return { id: physicalId(id), outs: await confirmed(session, { deed, content, inputs, before: row.content }) };
}

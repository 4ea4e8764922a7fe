import { argsOf, contentDigest, type SequenceContent } from "../../schema/canonical";
import type { SequenceRow } from "../../schema/wire";
import { lookAgain } from "./absence";
import { couldNot, subject } from "../deed";
import { UserError } from "../user-error";
import type { ReadResult } from "../handler";
import { warnAboutSecrets } from "../published-secrets";
import type { Session } from "../session";
import type { Properties } from "../properties";
import { findRemainingDuplicates } from "./remaining-duplicates";
import { bookkeepingIn, contentIn, inputsOf, parsePhysicalId, physicalId, rowOutputs, type PhysicalId } from "./state";

/** What the account holds now, as outputs and as inputs (so that drift shows which property changed). A blank id says: proven gone. */
export async function read(session: Session, id: string, props: Properties): Promise<ReadResult> {
  const physical = parsePhysicalId(id);
  const known = bookkeepingIn(props);
  const deed = { resource: "sequence", verb: "read", ...physical } as const;
  const deadline = session.startDeadline();
  const seen = await session.waitFor(deadline, session.account(physical.wabaId).findRecent(physical.sequenceId));
  // A `get` has nothing but its id; for it, a blank id would be success with empty outputs.
  if (seen === undefined && contentIn(props) === undefined) {
    throw new UserError(
      `${couldNot(deed)} The account does not show a sequence with this id to this token. Correct the id, or use the token of the app that made it.`,
    );
  }
  const row: SequenceRow | undefined = seen ?? (await lookAgain(session, deed, known.appId, deadline));
  if (row === undefined) return { id: "" };
  if (row.content === undefined) {
    throw new UserError(
      `${couldNot(deed)} What Meta holds cannot be read: ${row.unreadable}. The state is kept; report the shape to pulumi-whatsapp's issues.`,
    );
  }
  warnAboutSecrets(session, subject({ ...deed, name: row.content.name }), argsOf(row.content));
  const appId = (await session.waitFor(deadline, session.appId())) ?? known.appId;
  const outputs = rowOutputs(physical, { ...row, content: row.content }, props, appId);
  const recorded = known.unsettled?.duplicates ?? [];
  const left = await findRemainingDuplicates(session, physical, row.content, recorded, deadline);
  const duplicates =
    recorded.length > 0 ? left : session.account(physical.wabaId).findRecentDuplicates(row.id, row.content);
  if (duplicates.length > 0 && props["duplicates"] !== "allow") {
    session.warn(describeDuplicates(physical, row.content, duplicates));
  }
  // While Meta holds what it made of the last attempt, that attempt is not repeated, refreshed or not.
  const isUnsettled =
    known.unsettled?.stored === contentDigest(row.content) && (recorded.length === 0 || left.length > 0);
  return {
    id: physicalId(physical),
    props: isUnsettled ? { ...outputs, __unsettled: known.unsettled } : outputs,
    inputs: inputsOf(physical.wabaId, row.content, props),
  };
}

function describeDuplicates(id: PhysicalId, { name }: SequenceContent, duplicates: readonly string[]): string {
  return (
    `sequence ${JSON.stringify(name)} (${physicalId(id)}): the account also holds ${duplicates.map((sequenceId) => physicalId({ ...id, sequenceId })).join(", ")} with the same name and content. ` +
    'Delete what no program holds, or set duplicates: "allow" if it is meant to be so.'
  );
}

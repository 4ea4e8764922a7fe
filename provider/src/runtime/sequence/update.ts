import type { Deadline } from "../../client/clock";
import { contentDigest, sameContent, type SequenceContent } from "../../schema/canonical";
import { confirmed, storedDiffers, duplicateCreatedError } from "./confirm";
import { findRemainingDuplicates } from "./remaining-duplicates";
import { couldNot, subject, type SequenceDeed } from "../deed";
import { heldTwice } from "./in-use";
import { UserError } from "../user-error";
import { retryIdempotentWrite } from "../poll";
import type { Session } from "../session";
import type { Properties } from "../properties";
import {
  bookkeepingIn,
  contentIn,
  outputsOf,
  parsePhysicalId,
  rowOutputs,
  type Bookkeeping,
  type PhysicalId,
  type Unsettled,
} from "./state";
import { validated } from "./validated";

/** Sends the whole content under the sequence's id and reads it back. Only local arguments changed: no call. */
export async function update(
  session: Session,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ readonly outs: Properties }> {
  const physical = parsePhysicalId(id);
  const kept = bookkeepingIn(olds);
  const { wabaId, content } = validated(news);
  const deed = { resource: "sequence", verb: "update", ...physical, name: content.name } as const;
  if (wabaId !== physical.wabaId) {
    throw new UserError(
      `${couldNot(deed)} A sequence cannot move to account ${wabaId}. Replace the resource instead; nothing was sent.`,
    );
  }
  session.memory.requireSoleUpdate(physical.sequenceId, news, () => heldTwice(id, content.name));
  session.memory.own(physical.sequenceId);
  const before = contentIn(olds);
  if (kept.unsettled === undefined && before !== undefined && sameContent(before, content)) {
    return { outs: withLocalArgs(physical, content, olds, news) };
  }
  const outs = await session.writing(wabaId, (deadline) =>
    brought(session, { deed, content, news, kept, deadline, before }),
  );
  return { outs };
}

/** Old outputs with the program's local arguments, nothing asked and nothing sent. */
function withLocalArgs(id: PhysicalId, content: SequenceContent, olds: Properties, news: Properties): Properties {
  const { appId, isUsedInAd } = bookkeepingIn(olds);
  const told = olds["lastUpdateTime"];
  return outputsOf({
    id,
    content,
    from: news,
    isUsedInAd,
    lastUpdateTime: typeof told === "string" ? told : undefined,
    appId,
  });
}

interface Change {
  readonly deed: SequenceDeed & PhysicalId;
  readonly content: SequenceContent;
  readonly news: Properties;
  readonly kept: Bookkeeping;
  readonly deadline: Deadline;
  readonly before: SequenceContent | undefined;
}

/** After a write that could not be confirmed, looks first: it may have worked, or be known not to. */
async function brought(session: Session, change: Change): Promise<Properties> {
  const { deed, content, news, kept, deadline, before } = change;
  if (kept.unsettled !== undefined) {
    const outs = await settledEarlier(session, change, kept.unsettled);
    if (outs !== undefined) return outs;
  }
  await writeContent(session, deed, content, deadline);
  return confirmed(session, { deed, content, inputs: news, deadline, before });
}

async function settledEarlier(
  session: Session,
  { deed, content, news, kept, deadline }: Change,
  { sent, stored, duplicates = [] }: Unsettled,
): Promise<Properties | undefined> {
  const row = await session.waitFor(deadline, session.account(deed.wabaId).find(deed.sequenceId));
  if (row === undefined) {
    throw new UserError(
      `${couldNot(deed)} The account does not show it to this token. Run \`pulumi refresh\` to find out whether it is gone, then run again.`,
    );
  }
  if (row.content === undefined) return undefined;
  const readable = { ...row, content: row.content };
  if (sameContent(row.content, content)) {
    const outs = rowOutputs(deed, readable, news, (await session.appId()) ?? kept.appId);
    const left =
      news["duplicates"] === "allow" ? [] : await findRemainingDuplicates(session, deed, content, duplicates, deadline);
    if (left.length > 0) throw duplicateCreatedError({ ...deed, verb: "create" }, content, outs, left);
    return outs;
  }
  const isRepeated = sent === contentDigest(content) && stored === contentDigest(row.content);
  if (isRepeated) {
    const headline = `${subject(deed)} was not updated again, because after the last attempt`;
    throw storedDiffers({ deed, content, inputs: news }, kept.appId, readable, headline);
  }
  return undefined;
}

/** One update, repeated only while the account still shows something else. */
export function writeContent(
  session: Session,
  { wabaId, sequenceId }: PhysicalId,
  content: SequenceContent,
  deadline: Deadline,
): Promise<void> {
  return retryIdempotentWrite(
    session,
    deadline,
    () => session.api.update(wabaId, sequenceId, content, deadline),
    async () => {
      const row = await session.waitFor(deadline, session.account(wabaId).find(sequenceId));
      return row?.content !== undefined && sameContent(row.content, content);
    },
  );
}

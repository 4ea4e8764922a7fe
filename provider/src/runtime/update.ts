import { isUnknownFate } from "../client/call-failed";
import { contentKey, sameContent, type SequenceContent } from "../schema/canonical";
import { confirmed, storedDiffers } from "./confirm";
import { couldNot, type Deed } from "./explain";
import { ExpectedFailure } from "./failure";
import type { Session } from "./session";
import {
  bookkeepingIn,
  contentIn,
  inputsOf,
  parsePhysicalId,
  rowOutputs,
  type Bookkeeping,
  type Properties,
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
  const deed = { verb: "update", ...physical, name: content.name } as const;
  if (wabaId !== physical.wabaId) {
    throw new ExpectedFailure(
      `${couldNot(deed)} A sequence cannot move to account ${wabaId}. Replace the resource instead; nothing was sent.`,
    );
  }
  session.seenIds.add(physical.sequenceId);
  const before = contentIn(olds);
  if (kept.unsettled !== undefined) {
    const outs = await settledEarlier(session, deed, content, news, kept);
    if (outs !== undefined) return { outs };
  } else if (before !== undefined && sameContent(before, content)) {
    return { outs: withLocalArgs(olds, news, wabaId, content) };
  }
  await session.writes.run(() => writeContent(session, deed, content));
  session.ownIds.add(physical.sequenceId);
  return { outs: await confirmed(session, { deed, content, inputs: news, before }) };
}

/** Old outputs with the program's local arguments, nothing asked and nothing sent. */
function withLocalArgs(olds: Properties, news: Properties, wabaId: string, content: SequenceContent): Properties {
  const keep = ["sequenceId", "isUsedInAd", "lastUpdateTime", "__stateVersion", "__appId"];
  const told = Object.fromEntries(keep.filter((key) => key in olds).map((key) => [key, olds[key]]));
  return { ...inputsOf(wabaId, content, news), ...told };
}

/** After a write that could not be confirmed, looks first: it may have worked, or may be known not to. */
async function settledEarlier(
  session: Session,
  deed: Deed & { readonly sequenceId: string },
  content: SequenceContent,
  news: Properties,
  { unsettled, appId }: Bookkeeping,
): Promise<Properties | undefined> {
  const row = await session.account(deed.wabaId).find(deed.sequenceId);
  if (row === undefined) {
    throw new ExpectedFailure(
      `${couldNot(deed)} The account does not show it to this token. Run \`pulumi refresh\` to find out whether it is gone, then run again.`,
    );
  }
  if (row.content === undefined) return undefined;
  const readable = { ...row, content: row.content };
  if (sameContent(row.content, content)) return rowOutputs(deed, readable, news, (await session.appId()) ?? appId);
  const repeated = unsettled?.sent === contentKey(content) && unsettled.stored === contentKey(row.content);
  if (repeated) throw storedDiffers({ deed, content, inputs: news }, appId, readable);
  return undefined;
}

/** One update, repeated only while the account still shows something else. */
export async function writeContent(
  session: Session,
  deed: Deed & { readonly sequenceId: string },
  content: SequenceContent,
): Promise<void> {
  const deadline = session.deadline();
  for (let attempts = 1; ; attempts++) {
    try {
      await session.api.update(deed.wabaId, deed.sequenceId, content, deadline);
      return;
    } catch (error) {
      if (!isUnknownFate(error)) throw error;
      const row = await session.account(deed.wabaId).find(deed.sequenceId);
      if (row?.content !== undefined && sameContent(row.content, content)) return;
      if (attempts >= session.settings.maxAttempts) throw error;
    }
  }
}

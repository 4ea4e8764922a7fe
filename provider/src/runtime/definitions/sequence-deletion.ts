import type { GraphError } from "../../client/graph-error";
import { refToWaba } from "../../client/limit-scope";
import { describeUnreadable } from "../../client/unreadable-rows";
import type { SequenceRow } from "../../schema/wire";
import { failureHeadline, type OperationContext } from "../error-messages";
import { pollUntil } from "../poll";
import type { Properties } from "../properties";
import type { Operation } from "../resource-definition";
import { UserError } from "../user-error";
import { cacheOf, sequencesOf } from "./sequence-cache";
import { bookkeepingIn } from "./sequence-state";

/**
 * Proves that a sequence that a response lacked is deleted. Lists are scoped to the app behind the token, and one empty response proves
 * nothing, so three things are needed: the app is the one that wrote the row, a whole listing lacks it, and the node itself does not exist.
 */
export async function confirmSequenceDeleted(
  operation: Operation,
  props: Properties,
): Promise<SequenceRow | undefined> {
  const { session, ref, deadline } = operation;
  const { appId: writtenBy } = bookkeepingIn(props);
  const appId = await session.waitFor(deadline, sequencesOf(session).loadAppId(ref));
  if (writtenBy === undefined || appId === undefined) {
    throw undecidedError(operation, "which app created it, or which app the token belongs to, is not known");
  }
  if (appId !== writtenBy) {
    throw undecidedError(
      operation,
      `app ${writtenBy} created it, but the token belongs to app ${appId}, which does not see other apps' sequences`,
    );
  }
  const { rows, unreadable } = await session.waitFor(deadline, cacheOf(session, ref).list());
  const row = rows.find(({ id }) => id === ref.id);
  if (row !== undefined) return row;
  if (unreadable.length > 0) {
    const shown = describeUnreadable(unreadable);
    throw undecidedError(operation, `it may be in what cannot be read of the account's list: ${shown}`);
  }
  const { api } = sequencesOf(session);
  const isGone = session.runRead(refToWaba(ref.scopeId ?? ""), (readDeadline) =>
    api.nodeIsGone(ref.scopeId ?? "", ref.id, readDeadline),
  );
  if (await session.waitFor(deadline, isGone)) return undefined;
  throw undecidedError(operation, "the account's list lacks it, but the object itself still answers");
}

function undecidedError({ context }: Operation, why: string): UserError {
  return new UserError(
    `${failureHeadline(context)} Meta's response does not contain it, but that does not prove that it is deleted: ${why}. The state is kept; run again with the token of the app that created it, or remove it from the state yourself (\`pulumi state delete\`).`,
  );
}

/** Delays before each read of a sequence whose ads this process has moved. Meta does not document how long it takes to notice. */
const releaseDelaysMs = [250, 500, 1_000, 2_000, 4_000] as const;

/** Throws if an ad uses the sequence. After this process has written ads, waits for Meta to notice that the sequence is unused. */
export async function waitUntilUnused({ session, ref, context, deadline }: Operation, row: SequenceRow): Promise<void> {
  if (!row.isUsedInAd) return;
  const isUnused = async (): Promise<boolean> =>
    (await session.waitFor(deadline, cacheOf(session, ref).find(ref.id)))?.isUsedInAd !== true;
  const isFree =
    session.hasWrittenAds && (await pollUntil(deadline, releaseDelaysMs, isUnused, (isSo) => isSo)) === true;
  if (!isFree) throw new UserError(describeInUse(context));
}

/** Describes a refused write to a sequence that an ad uses, known from Meta's error or from the account's listing. */
export function describeInUse({ verb, target }: OperationContext, error?: GraphError): string {
  const trace = error?.traceId === undefined ? "" : `, fbtrace_id ${error.traceId}`;
  const what = verb === "delete" ? "delete" : "change";
  const remediation =
    what === "delete"
      ? 'Disconnect the sequence from the ad and run again, or set retainOnDelete to leave it in the account; for the next change, onContentChange: "replace" creates a new sequence first so that the ad can move to it.'
      : 'Disconnect the sequence from the ad and run again, or set onContentChange: "replace" so that the change creates a new sequence the ad can move to (with retainOnDelete the old one stays in the account).';
  return `Refused to ${what} ${target}. An ad uses it, and Meta does not ${what} a sequence that an ad uses (4027012 Sequence used in an ad${trace}). ${remediation}`;
}

/** Warns that Meta will reject a change. `title` names the sequence. */
export function describeUse(title: string): string {
  return (
    `${title} is used in an ad: Meta will probably refuse this change (4027012). ` +
    'Disconnect it from the ad, or set onContentChange: "replace" to create a new sequence that the ad can move to.'
  );
}

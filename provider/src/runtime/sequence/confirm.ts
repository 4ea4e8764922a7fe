import type { Deadline } from "../../client/clock";
import { contentDigest, describeDifference, sameContent, type SequenceContent } from "../../schema/canonical";
import type { SequenceRow } from "../../schema/wire";
import { wasWritten, type SequenceDeed } from "../deed";
import { causeOf } from "../explain";
import { PartialFailure } from "../user-error";
import { pollUntil } from "../poll";
import type { Session } from "../session";
import type { Properties } from "../properties";
import { outputsOf, physicalId, rowOutputs } from "./state";

// What was written may be readable only after a moment; looked for this often, then reported with the id.
const looksAfterMs = [0, 250, 500, 1_000, 2_000, 4_000] as const;

interface Write {
  readonly deed: SequenceDeed & { readonly sequenceId: string };
  readonly content: SequenceContent;
  /** Inputs, for the local arguments and the handler. */
  readonly inputs: Properties;
  readonly deadline: Deadline;
  /** What the row held before an update; seen again, it may be a stale read. */
  readonly before?: SequenceContent | undefined;
}

/** Reads back what was written and returns the outputs. What cannot be confirmed is recorded with its id, never lost. */
export async function confirmed(session: Session, write: Write): Promise<Properties> {
  return confirmedBy(session, write, () => settled(session, write));
}

/**
 * Reads back what was created, in a listing of the account that creates share, and returns the outputs. `findDuplicates` names the rows of
 * the listing that somebody else created at the same moment: then the create fails, and the sequence is recorded all the same.
 */
export async function confirmedCreate(
  session: Session,
  write: Write,
  findDuplicates: (rows: readonly SequenceRow[]) => readonly string[],
): Promise<Properties> {
  const { deed, content, deadline } = write;
  const account = session.account(deed.wabaId);
  let duplicates: readonly string[] = [];
  const outs = await confirmedBy(session, write, async () => {
    const listing = await session.waitFor(deadline, account.listCreated());
    duplicates = findDuplicates(listing.rows);
    const listed = listing.rows.find(({ id }) => id === deed.sequenceId);
    if (listed !== undefined) return listed;
    const row = await settled(session, write, looksAfterMs.slice(1));
    // A duplicate may have appeared as late as the row itself.
    if (row !== undefined) duplicates = findDuplicates((await session.waitFor(deadline, account.list())).rows);
    return row;
  });
  if (duplicates.length > 0) throw duplicateCreatedError(deed, content, outs, duplicates);
  return outs;
}

async function confirmedBy(
  session: Session,
  write: Write,
  look: () => Promise<SequenceRow | undefined>,
): Promise<Properties> {
  const { deed, content, inputs, deadline } = write;
  const appId = await session.waitFor(deadline, session.appId()).catch(() => undefined);
  const row = await look().catch((error: unknown) => {
    throw unconfirmed(write, appId, `reading it back failed. ${causeOf(error, deed)}`);
  });
  if (row === undefined) throw unconfirmed(write, appId, "Meta does not show it yet.");
  if (row.content === undefined) throw unconfirmed(write, appId, `what Meta stored cannot be read: ${row.unreadable}.`);
  if (isUntouched(row.content, content, write.before)) throw notKept(write, appId, { ...row, content: row.content });
  if (!sameContent(row.content, content)) throw storedDiffers(write, appId, { ...row, content: row.content });
  return rowOutputs(deed, { ...row, content: row.content }, inputs, appId);
}

function settled(
  session: Session,
  { deed, content, before, deadline }: Write,
  afterMs: readonly number[] = looksAfterMs,
): Promise<SequenceRow | undefined> {
  return pollUntil(
    deadline,
    afterMs,
    () => session.waitFor(deadline, session.account(deed.wabaId).find(deed.sequenceId)),
    (row) => row !== undefined && !(row.content !== undefined && isUntouched(row.content, content, before)),
  );
}

/** Whether the row still holds what it held before the write. */
function isUntouched(stored: SequenceContent, sent: SequenceContent, before: SequenceContent | undefined): boolean {
  return before !== undefined && sameContent(stored, before) && !sameContent(before, sent);
}

function unconfirmed({ deed, content, inputs }: Write, appId: string | undefined, why: string): PartialFailure {
  const unsettled = { sent: contentDigest(content) };
  return new PartialFailure(
    physicalId(deed),
    outputsOf({ id: deed, content, from: inputs, isUsedInAd: false, lastUpdateTime: undefined, appId, unsettled }),
    writtenBut(deed, why),
  );
}

/** Meta shows what it held before, so the state keeps that. It may be a stale read: the next run looks before it writes. */
function notKept(
  { deed, content, inputs }: Write,
  appId: string | undefined,
  row: SequenceRow & { readonly content: SequenceContent },
): PartialFailure {
  const unsettled = { sent: contentDigest(content) };
  return new PartialFailure(
    physicalId(deed),
    { ...rowOutputs(deed, row, inputs, appId), __unsettled: unsettled },
    writtenBut(deed, "Meta still shows what it held before."),
  );
}

function writtenBut(deed: Write["deed"], why: string): string {
  return `Sequence ${physicalId(deed)} was written, but ${why} It is recorded in the state; the next \`pulumi up\` looks again and does not create a second one.`;
}

/** Meta kept something else than was sent. The state takes what is stored, and the same attempt is not repeated. */
export function storedDiffers(
  { deed, content, inputs }: Pick<Write, "deed" | "content" | "inputs">,
  appId: string | undefined,
  row: SequenceRow & { readonly content: SequenceContent },
  headline = `${wasWritten(deed)}, but`,
): PartialFailure {
  const unsettled = { sent: contentDigest(content), stored: contentDigest(row.content) };
  return new PartialFailure(
    physicalId(deed),
    { ...rowOutputs(deed, row, inputs, appId), __unsettled: unsettled },
    `${headline} Meta stored different content than was sent: ${describeDifference(content, row.content)}. ` +
      "Change the program to what Meta stored, or to text that Meta keeps; until then nothing is sent again.",
  );
}

/**
 * Somebody else created the same at the same moment, probably another run. The next run asks again and is quiet once one is left. Both
 * runs may say so: that they name the same one to keep saves them from deleting each other's.
 */
export function duplicateCreatedError(
  deed: Write["deed"],
  content: SequenceContent,
  outs: Properties,
  duplicates: readonly string[],
): PartialFailure {
  const digest = contentDigest(content);
  const all = [deed.sequenceId, ...duplicates].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const [kept = deed.sequenceId, ...others] = all.map((sequenceId) => physicalId({ wabaId: deed.wabaId, sequenceId }));
  const named = duplicates.map((sequenceId) => physicalId({ wabaId: deed.wabaId, sequenceId })).join(", ");
  return new PartialFailure(
    physicalId(deed),
    { ...outs, __unsettled: { sent: digest, stored: digest, duplicates } },
    `${wasWritten(deed)}, but the account now also holds ${named} with the same name and content, probably created by another run at the same moment. ` +
      `The state records ${physicalId(deed)}. Keep ${kept} and delete ${others.join(", ")}; another run that reports this names the same one to keep. ` +
      "The stack of a deleted sequence removes the resource, or takes over the one that stays with adoptSequenceId (aliases, if the resource was only renamed). " +
      'To keep all of them, set duplicates: "allow". Then run again.',
  );
}

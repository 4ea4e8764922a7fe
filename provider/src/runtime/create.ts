import { isUnknownFate, type CallFailed } from "../client/call-failed";
import type { Deadline } from "../client/clock";
import { contentKey, sameContent, type SequenceContent } from "../schema/canonical";
import type { SequenceRow } from "../schema/wire";
import { adopt } from "./adopt";
import { confirmed } from "./confirm";
import { couldNot, type Deed } from "./explain";
import { ExpectedFailure } from "./failure";
import type { Session } from "./session";
import { physicalId, type Created, type Properties } from "./state";
import { validated } from "./validated";

/** Makes a sequence, or takes one over when told to. A request whose fate is unknown is never blindly sent again. */
export async function create(session: Session, inputs: Properties): Promise<Created> {
  const { args, wabaId, content } = validated(inputs);
  const adopted = args.adoptSequenceId;
  // The program still names a sequence it took over long ago; a replacement of that very one needs a new sequence.
  if (typeof adopted === "string" && !session.replacedIds.has(adopted))
    return adopt(session, { wabaId, sequenceId: adopted }, content, inputs);
  return session.identical.run(`${wabaId} ${contentKey(content)}`, () =>
    session.writes.run(() => createNew(session, wabaId, content, inputs, args.duplicates === "allow")),
  );
}

async function createNew(
  session: Session,
  wabaId: string,
  content: SequenceContent,
  inputs: Properties,
  allowTwin: boolean,
): Promise<Created> {
  const deed = { verb: "create", wabaId, name: content.name } as const;
  const before = await session.account(wabaId).rowsBefore();
  if (!allowTwin) refuseTwin(session, deed, content, before);
  const sequenceId = await posted(session, deed, content, before);
  session.ownIds.add(sequenceId);
  const id = { wabaId, sequenceId };
  return { id: physicalId(id), outs: await confirmed(session, { deed: { ...deed, sequenceId }, content, inputs }) };
}

function refuseTwin(session: Session, deed: Deed, content: SequenceContent, rows: readonly SequenceRow[]): void {
  const twin = rows.find(
    (row) => row.content !== undefined && sameContent(row.content, content) && !isKnown(session, row),
  );
  if (twin === undefined) return;
  throw new ExpectedFailure(
    `${couldNot(deed)} The account already holds a sequence with this name and content: ${deed.wabaId}/${twin.id}. ` +
      `Set adoptSequenceId: "${twin.id}" to take it over, unless another stack owns it; or duplicates: "allow" to make a second one.`,
  );
}

const isKnown = (session: Session, { id }: SequenceRow): boolean => session.seenIds.has(id) || session.ownIds.has(id);

/** Sends the one POST. When its fate is unknown the account is asked; only proof that nothing came of it allows one more. */
async function posted(
  session: Session,
  deed: Deed,
  content: SequenceContent,
  before: readonly SequenceRow[],
): Promise<string> {
  const deadline = session.deadline();
  const first = await attempt(session, deed, content, deadline);
  if (first.id !== undefined) return first.id;
  const found = await appeared(session, deed, content, before);
  if (found !== undefined) return found;
  const second = await attempt(session, deed, content, deadline);
  const id = second.id ?? (await appeared(session, deed, content, before));
  if (id !== undefined) return id;
  if (second.error !== undefined) throw second.error;
  throw new ExpectedFailure(
    `${couldNot(deed)} Meta answered twice without an id, and the account shows no new sequence. Run again.`,
  );
}

async function attempt(
  session: Session,
  { wabaId }: Deed,
  content: SequenceContent,
  deadline: Deadline,
): Promise<{ readonly id: string | undefined; readonly error?: CallFailed }> {
  try {
    return { id: await session.api.create(wabaId, content, deadline) };
  } catch (error) {
    if (isUnknownFate(error)) return { id: undefined, error };
    throw error;
  }
}

const looksAfterMs = [0, 500, 1_500, 4_000] as const;

/** The row that a create of unknown fate made: new, not ours, and equal. Two such rows cannot be told apart. */
async function appeared(
  session: Session,
  deed: Deed,
  content: SequenceContent,
  before: readonly SequenceRow[],
): Promise<string | undefined> {
  const old = new Set(before.map(({ id }) => id));
  for (const afterMs of looksAfterMs) {
    if (afterMs > 0) await session.clock.sleep(afterMs);
    const rows = await session.account(deed.wabaId).list();
    const candidates = rows.filter(
      (row) =>
        !old.has(row.id) && !isKnown(session, row) && row.content !== undefined && sameContent(row.content, content),
    );
    if (candidates.length > 1) {
      throw new ExpectedFailure(
        `${couldNot(deed)} The answer was lost, and ${candidates.length} new sequences have this name and content: ${candidates.map(({ id }) => id).join(", ")}. ` +
          "Delete the one that is not wanted, or set adoptSequenceId to the one to keep, and run again.",
      );
    }
    if (candidates[0] !== undefined) return candidates[0].id;
  }
  return undefined;
}

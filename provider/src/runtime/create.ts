import { isUnknownFate } from "../client/call-failed";
import type { Deadline } from "../client/clock";
import { retryCost } from "../client/retry";
import { contentKey, mayBeStored, plainText, sameContent, type SequenceContent } from "../schema/canonical";
import type { SequenceRow } from "../schema/wire";
import { adopt } from "./adopt";
import { confirmed } from "./confirm";
import { causeOf, couldNot, reasonOf, type Deed } from "./explain";
import { ExpectedFailure, HalfMade } from "./failure";
import type { Session } from "./session";
import { parsePhysicalId, physicalId, type Created, type Properties } from "./state";
import { validated } from "./validated";

/** Makes a sequence, or takes one over when told to. A request whose fate is unknown is never blindly sent again. */
export async function create(session: Session, inputs: Properties): Promise<Created> {
  const { args, wabaId, content } = validated(inputs);
  const { adoptSequenceId, duplicates } = args;
  session.memory.makeAnew(inputs);
  if (typeof adoptSequenceId === "string" && !session.memory.hasAdopted(inputs)) {
    return adopt(session, { wabaId, sequenceId: adoptSequenceId }, content, inputs);
  }
  const deed = { verb: "create", wabaId, name: content.name } as const;
  const making = { session, deed, content, allowsTwin: duplicates === "allow" };
  const key = makingKey(wabaId, content);
  return session.sameName.run(`${wabaId} ${plainText(content.name)}`, async () => {
    refuseSecond(making, session.memory.unconfirmed.get(key));
    // Before a write slot is taken, so that all creates ask together, and fail together when Meta cannot be reached.
    await session.account(wabaId).rowsBefore();
    session.memory.making.add(key);
    return session
      .writing(wabaId, (deadline) => createNew({ ...making, deadline }, inputs))
      .catch((error: unknown) => {
        if (error instanceof HalfMade) session.memory.unconfirmed.set(key, error.id);
        throw error;
      })
      .finally(() => session.memory.making.delete(key));
  });
}

/** By what creates of one run are told apart. */
const makingKey = (wabaId: string, content: SequenceContent): string => `${wabaId} ${contentKey(content)}`;

/** An engine may call a create again that ended half-made (an error hook that asks for it); it cannot be told from a sibling's. */
function refuseSecond({ deed }: Pick<Making, "deed">, made: string | undefined): void {
  if (made === undefined) return;
  throw new ExpectedFailure(
    `${couldNot(deed)} This run has made ${made} with this name and content and could not confirm it, so no second one is made. ` +
      `Run again; if the state does not hold it, set adoptSequenceId: "${parsePhysicalId(made).sequenceId}" to take it over.`,
  );
}

interface Making {
  readonly session: Session;
  readonly deed: Deed;
  readonly content: SequenceContent;
  /** The program says `duplicates: "allow"`. */
  readonly allowsTwin: boolean;
  readonly deadline: Deadline;
}

async function createNew(making: Making, inputs: Properties): Promise<Created> {
  const { session, deed, content, deadline } = making;
  const before = await session.within(deadline, session.account(deed.wabaId).rowsBefore());
  if (!making.allowsTwin) refuseTwin(making, before);
  const sequenceId = await posted(making, before);
  session.memory.own(sequenceId);
  const id = { wabaId: deed.wabaId, sequenceId };
  const outs = await confirmed(session, { deed: { ...deed, sequenceId }, content, inputs, deadline });
  return { id: physicalId(id), outs };
}

const isEqual = ({ session, content }: Making, row: SequenceRow): boolean =>
  row.content !== undefined && sameContent(row.content, content) && !session.memory.isKnown(row.id);

function refuseTwin(making: Making, rows: readonly SequenceRow[]): void {
  const twin = rows.find((row) => isEqual(making, row));
  if (twin === undefined) return;
  throw new ExpectedFailure(
    `${couldNot(making.deed)} The account already holds a sequence with this name and content: ${making.deed.wabaId}/${twin.id}. ` +
      `Set adoptSequenceId: "${twin.id}" to take it over, unless this or another stack owns it; or duplicates: "allow" to make a second one.`,
  );
}

/** Sends the one POST. When its fate is unknown the account is asked; only when nothing came of it, one more is sent. */
async function posted(making: Making, before: readonly SequenceRow[]): Promise<string> {
  const first = await attempt(making);
  if (first.id !== undefined) return first.id;
  const found = await appeared(making, before, first.why);
  if (found !== undefined) return found;
  const { session } = making;
  if (session.settings.maxAttempts < 2 || !session.retries.spend(first.cost)) {
    throw lost(
      making,
      first.why,
      "The account shows no new sequence; whatsapp:maxAttempts or whatsapp:retryBudget forbids a second attempt.",
    );
  }
  const second = await attempt(making).catch((error: unknown) => {
    const then = `a second attempt failed: ${causeOf(error, making.deed)}`;
    throw lost(making, first.why, `The account shows no new sequence, and ${then}`);
  });
  if (second.id !== undefined) return second.id;
  const foundLate = await appeared(making, before, second.why);
  if (foundLate !== undefined) return foundLate;
  throw lost(making, second.why, "The account shows no new sequence after two attempts.");
}

/** Without an id: why, and what one more attempt takes from the run's retries. */
type Attempt = { readonly id: string } | { readonly id: undefined; readonly why: string; readonly cost: number };

async function attempt({ session, deed, content, deadline }: Making): Promise<Attempt> {
  try {
    const id = await session.api.create(deed.wabaId, content, deadline);
    return id === undefined ? { id, why: "Meta answered without an id.", cost: 1 } : { id };
  } catch (error) {
    if (isUnknownFate(error)) return { id: undefined, why: reasonOf(error), cost: retryCost(error.outcome) };
    throw error;
  }
}

/** A POST went out and its fate stays unknown: said so, whatever came after it. */
function lost({ session, deed, allowsTwin }: Making, why: string, then: string): ExpectedFailure {
  session.account(deed.wabaId).forgetRowsBefore();
  const next = allowsTwin
    ? 'Before you run again, look for it with `pulumi-whatsapp list`: if it was made after all, set adoptSequenceId to its id, since duplicates: "allow" would make another one.'
    : "Run again: if the sequence was made after all, the next run finds it and names its id instead of making a second one.";
  return new ExpectedFailure(`${couldNot(deed)} ${why} ${then} ${next}`);
}

const looksAfterMs = [0, 500, 1_500, 4_000] as const;

/** The row that a create of unknown fate made: new, not ours, and equal. Two such rows cannot be told apart. */
async function appeared(making: Making, before: readonly SequenceRow[], why: string): Promise<string | undefined> {
  const { session, content, deadline } = making;
  let rows: readonly SequenceRow[] = [];
  for (const afterMs of looksAfterMs) {
    if (afterMs > 0 && !(await deadline.sleep(afterMs))) {
      throw lost(making, why, "The operation's time was up before the account showed what became of it.");
    }
    rows = await newRows(making, before, why);
    const [one, ...others] = rows.filter((row) => isEqual(making, row));
    if (others.length > 0) throw ambiguous(making, [one, ...others]);
    if (one !== undefined) return one.id;
  }
  const isSiblings = (row: SequenceRow): boolean =>
    row.content !== undefined && session.memory.making.has(makingKey(making.deed.wabaId, row.content));
  const strange = rows.filter((row) => !session.memory.isKnown(row.id) && !isSiblings(row));
  const [changed, ...further] = strange.filter((row) => row.content !== undefined && mayBeStored(content, row.content));
  if (further.length > 0) throw ambiguous(making, [changed, ...further]);
  // The read-back will show both texts, and the state will hold it.
  if (changed !== undefined) return changed.id;
  const unclear = strange.find(
    (row) => row.content === undefined || plainText(row.content.name) === plainText(content.name),
  );
  if (unclear !== undefined) throw storedChanged(making, why, unclear);
  return undefined;
}

async function newRows(making: Making, before: readonly SequenceRow[], why: string): Promise<readonly SequenceRow[]> {
  const { session, deed, deadline } = making;
  const old = new Set(before.map(({ id }) => id));
  const rows = await session.within(deadline, session.account(deed.wabaId).list()).catch((error: unknown) => {
    throw lost(making, why, `Asking the account failed too: ${causeOf(error, deed)}`);
  });
  return rows.filter(({ id }) => !old.has(id));
}

function storedChanged({ session, deed }: Making, why: string, { id }: SequenceRow): ExpectedFailure {
  session.account(deed.wabaId).forgetRowsBefore();
  return new ExpectedFailure(
    `${couldNot(deed)} ${why} The account has got a sequence since that may be this one, stored with other text: ${deed.wabaId}/${id}. ` +
      `Set adoptSequenceId: "${id}" to take it over, or delete it, and run again.`,
  );
}

function ambiguous({ session, deed }: Making, rows: readonly (SequenceRow | undefined)[]): ExpectedFailure {
  session.account(deed.wabaId).forgetRowsBefore();
  return new ExpectedFailure(
    `${couldNot(deed)} The answer was lost, and ${rows.length} new sequences have this name and content: ${rows.map((row) => row?.id).join(", ")}. ` +
      "Delete the one that is not wanted, or set adoptSequenceId to the one to keep, and run again.",
  );
}

import { isUnknownOutcome } from "../client/call-error";
import type { Deadline } from "../client/clock";
import { retryCost } from "../client/retry";
import { describeUnreadable } from "../client/unreadable-rows";
import { unreadableSince, type Listing, type UnreadableRow } from "../schema/unreadable-rows";
import { couldNot, named, type Deed } from "./deed";
import { causeOf, reasonOf } from "./explain";
import { ExpectedFailure } from "./failure";
import type { Session } from "./session";

/** How a reader calls things. */
export interface Words {
  /** `sequence`, `creative`. */
  readonly noun: string;
  /** Who holds it: `The account`, `The ad account`. */
  readonly holder: string;
  /** The argument that takes one over. */
  readonly adopt: string;
  /** Where a person looks, to put after "look for it". */
  readonly look: string;
}

/** One create of a row, whose answer may be lost. */
export interface Making<Row extends { readonly id: string }> {
  readonly session: Session;
  readonly deed: Deed;
  readonly deadline: Deadline;
  /** The program says `duplicates: "allow"`. */
  readonly allowsTwin: boolean;
  readonly words: Words;
  /** Physical id of a row, for people. */
  readonly shown: (id: string) => string;
  /** Sends the one POST; undefined when the answer has no id. */
  send(): Promise<string | undefined>;
  /** What the account holds now, as far as it is looked at. */
  rows(): Promise<Listing<Row>>;
  /** What was held before this process made anything is no longer known. */
  forget(): void;
  /** Says what is wanted, and is not known to be another resource's. */
  isEqual(row: Row): boolean;
  /** May be what is wanted, stored with other text; only asked of rows that are new. */
  mayBe(row: Row): boolean;
  /** Cannot be told from it; only asked of rows that are new. */
  isUnclear(row: Row): boolean;
  /** Why the row cannot be read, when it may hold what is wanted all the same. */
  doubtAbout(row: Row): string | undefined;
  /** Shows the same name and content, or the same name and no content that can be read. */
  isLike(row: UnreadableRow): boolean;
}

/** Warns that an account lists rows that cannot be read, so that nobody knows whether a create doubles one of them. */
export function describeUnknownRows(where: string, rows: readonly UnreadableRow[]): string {
  return (
    `${where}: ${rows.length} of the rows that Meta lists cannot be read, so duplicates of them cannot be excluded: ${describeUnreadable(rows)}. ` +
    "Report the shape to pulumi-whatsapp's issues."
  );
}

/**
 * An engine may call a create again that ended half-made (an error hook that asks for it); it cannot be told from a sibling's. `made` is the
 * physical id of what this run made with the same name and content and could not confirm.
 */
export function refuseSecond(deed: Deed, made: string | undefined, { adopt }: Words): void {
  if (made === undefined) return;
  throw new ExpectedFailure(
    `This run created ${made} with the name and content of ${named(deed)} and could not confirm it, so no second one is created. ` +
      `Run again; if the state does not hold it, set ${adopt}: "${made.slice(made.indexOf("/") + 1)}" to take it over.`,
  );
}

export function refuseTwin<Row extends { readonly id: string }>(making: Making<Row>, before: Listing<Row>): void {
  const { noun, holder, adopt } = making.words;
  const twin = before.rows.find((row) => making.isEqual(row));
  if (twin !== undefined) {
    throw new ExpectedFailure(
      `${couldNot(making.deed)} ${holder} already holds a ${noun} with this name and content: ${making.shown(twin.id)}. ` +
        `Set ${adopt}: "${twin.id}" to take it over, unless this or another stack owns it; or duplicates: "allow" to make a second one. ` +
        'If the program only renamed or moved the resource, set its option aliases instead: aliases: [{ name: "old-name" }] or aliases: [{ parent: oldParent }]. ' +
        "At the top level, oldParent is pulumi.rootStackResource; if a component was renamed, set aliases on the component. After a new project or stack name, use `pulumi stack rename`.",
    );
  }
  for (const row of before.rows) {
    const doubt = making.doubtAbout(row);
    if (doubt === undefined) continue;
    throw new ExpectedFailure(
      `${couldNot(making.deed)} ${holder} already holds a ${noun} that may have this name and content, but cannot be read (${doubt}): ${making.shown(row.id)}. ` +
        `Set ${adopt}: "${row.id}" to take it over, delete it, or set duplicates: "allow" to make a second one.`,
    );
  }
  const like = before.unreadable.filter((row) => making.isLike(row));
  if (like.length === 0) return;
  throw new ExpectedFailure(
    `${couldNot(making.deed)} ${holder} lists what may be this ${noun} already, but cannot be read: ${describeUnreadable(like)}. ` +
      `Look for it ${making.words.look} or in Meta's own tools; delete it there, or set duplicates: "allow" to make a second one.`,
  );
}

/** Sends the one POST. When its outcome is unknown the account is asked; only when nothing came of it, one more is sent. */
export async function posted<Row extends { readonly id: string }>(
  making: Making<Row>,
  before: Listing<Row>,
): Promise<string> {
  const none = `${making.words.holder} shows no new ${making.words.noun}`;
  const first = await attempt(making);
  if (first.id !== undefined) return first.id;
  const found = await appeared(making, before, first.why);
  if (found !== undefined) return found;
  const { session } = making;
  if (session.settings.maxAttempts < 2 || !session.retries.spend(first.cost)) {
    throw lost(making, first.why, `${none}; whatsapp:maxAttempts or whatsapp:retryBudget forbids a second attempt.`);
  }
  const second = await attempt(making).catch((error: unknown) => {
    const then = `a second attempt failed: ${causeOf(error, making.deed)}`;
    throw lost(making, first.why, `${none}, and ${then}`);
  });
  if (second.id !== undefined) return second.id;
  const foundLate = await appeared(making, before, second.why);
  if (foundLate !== undefined) return foundLate;
  throw lost(making, second.why, `${none} after two attempts.`);
}

/** Without an id: why, and what one more attempt takes from the run's retries. */
type Attempt = { readonly id: string } | { readonly id: undefined; readonly why: string; readonly cost: number };

async function attempt<Row extends { readonly id: string }>(making: Making<Row>): Promise<Attempt> {
  try {
    const id = await making.send();
    return id === undefined ? { id, why: "Meta answered without an id.", cost: 1 } : { id };
  } catch (error) {
    if (isUnknownOutcome(error)) return { id: undefined, why: reasonOf(error), cost: retryCost(error.outcome) };
    throw error;
  }
}

/** A POST went out and its outcome stays unknown: said so, whatever came after it. */
function lost<Row extends { readonly id: string }>(making: Making<Row>, why: string, then: string): ExpectedFailure {
  making.forget();
  const { noun, adopt, look } = making.words;
  const next = making.allowsTwin
    ? `Before you run again, look for it ${look}: if it was made after all, set ${adopt} to its id, since duplicates: "allow" would make another one.`
    : `Run again: if the ${noun} was made after all, the next run finds it and names its id instead of making a second one.`;
  return new ExpectedFailure(`${couldNot(making.deed)} ${why} ${then} ${next}`);
}

const looksAfterMs = [0, 500, 1_500, 4_000] as const;

/**
 * The row that a create of unknown outcome made: new, not ours, and equal. Two such rows cannot be told apart, nor can one from new rows
 * that cannot be read.
 */
async function appeared<Row extends { readonly id: string }>(
  making: Making<Row>,
  before: Listing<Row>,
  why: string,
): Promise<string | undefined> {
  const { deadline } = making;
  let seen: NewRows<Row> = { rows: [], unreadable: [], vanished: [] };
  for (const afterMs of looksAfterMs) {
    if (afterMs > 0 && !(await deadline.sleep(afterMs))) {
      if (seen.unreadable.length > 0) throw gainedUnreadable(making, why, seen);
      const { holder } = making.words;
      const inTime = `before ${holder.charAt(0).toLowerCase()}${holder.slice(1)} showed what became of it.`;
      throw lost(making, why, `The operation's time was up ${inTime}`);
    }
    seen = await newRows(making, before, why);
    const [one, ...others] = seen.rows.filter((row) => making.isEqual(row));
    if (others.length > 0) throw ambiguous(making, [one, ...others]);
    if (one !== undefined && seen.unreadable.length === 0 && seen.vanished.length === 0) return one.id;
  }
  const { rows, unreadable, vanished } = seen;
  if (unreadable.length > 0) throw gainedUnreadable(making, why, seen);
  const equal = rows.find((row) => making.isEqual(row));
  // A row that could not be read before the create may be this one.
  if (equal !== undefined) throw notNew(making, why, equal, vanished);
  const [changed, ...further] = rows.filter((row) => making.mayBe(row));
  if (further.length > 0) throw ambiguous(making, [changed, ...further]);
  // The read-back will show both texts, and the state will hold it.
  if (changed !== undefined) return changed.id;
  const unclear = rows.find((row) => making.isUnclear(row));
  if (unclear !== undefined) throw storedChanged(making, why, unclear);
  return undefined;
}

/** What the account shows that it did not show before this process created anything. */
interface NewRows<Row> extends Listing<Row> {
  /** Rows that could not be read before and are not listed as such any more. */
  readonly vanished: readonly UnreadableRow[];
}

async function newRows<Row extends { readonly id: string }>(
  making: Making<Row>,
  before: Listing<Row>,
  why: string,
): Promise<NewRows<Row>> {
  const old = new Set(before.rows.map(({ id }) => id));
  const { rows, unreadable } = await making.rows().catch((error: unknown) => {
    throw lost(making, why, `Asking the account failed too: ${causeOf(error, making.deed)}`);
  });
  return {
    rows: rows.filter(({ id }) => !old.has(id)),
    unreadable: unreadableSince(before.unreadable, unreadable),
    vanished: unreadableSince(unreadable, before.unreadable),
  };
}

/** Rows of any shape came since the create went out: one of them may be it, so no second one is sent. */
function gainedUnreadable<Row extends { readonly id: string }>(
  making: Making<Row>,
  why: string,
  { rows, unreadable }: NewRows<Row>,
): ExpectedFailure {
  making.forget();
  const { noun, holder, look } = making.words;
  const equal = rows.filter((row) => making.isEqual(row)).map(({ id }) => making.shown(id));
  const beside = equal.length === 0 ? "" : `, beside one of this name and content, ${equal.join(", ")}`;
  return new ExpectedFailure(
    `${couldNot(making.deed)} ${why} ${holder} lists something new since that cannot be read and may be this ${noun}${beside}: ${describeUnreadable(unreadable)}. ` +
      `Nothing more was sent. Before you run again, look for it ${look} or in Meta's own tools and delete it if it was made; report the shape to pulumi-whatsapp's issues.`,
  );
}

function notNew<Row extends { readonly id: string }>(
  making: Making<Row>,
  why: string,
  { id }: Row,
  vanished: readonly UnreadableRow[],
): ExpectedFailure {
  making.forget();
  const { noun, holder, adopt } = making.words;
  return new ExpectedFailure(
    `${couldNot(making.deed)} ${why} ${holder} shows a ${noun} with this name and content, ${making.shown(id)}, but it may be one that could not be read before: ${describeUnreadable(vanished)}. ` +
      `Set ${adopt}: "${id}" to take it over, or delete it, and run again.`,
  );
}

function storedChanged<Row extends { readonly id: string }>(
  making: Making<Row>,
  why: string,
  { id }: Row,
): ExpectedFailure {
  making.forget();
  const { noun, holder, adopt } = making.words;
  return new ExpectedFailure(
    `${couldNot(making.deed)} ${why} ${holder} has got a ${noun} since that may be this one, stored with other text: ${making.shown(id)}. ` +
      `Set ${adopt}: "${id}" to take it over, or delete it, and run again.`,
  );
}

function ambiguous<Row extends { readonly id: string }>(
  making: Making<Row>,
  rows: readonly (Row | undefined)[],
): ExpectedFailure {
  making.forget();
  const { noun, adopt } = making.words;
  return new ExpectedFailure(
    `${couldNot(making.deed)} The answer was lost, and ${rows.length} new ${noun}s have this name and content: ${rows.map((row) => row?.id).join(", ")}. ` +
      `Delete the one that is not wanted, or set ${adopt} to the one to keep, and run again.`,
  );
}

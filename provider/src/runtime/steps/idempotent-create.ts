import { isUnknownOutcome } from "../../client/call-error";
import type { Deadline } from "../../client/clock";
import { retryCost } from "../../client/retry";
import { describeUnreadable } from "../../client/unreadable-rows";
import type { CreateResponse } from "../../schema/wire";
import { unreadableSince, type Listing, type UnreadableRow } from "../../schema/unreadable-rows";
import { describeCallError, describeCause, failureHeadline, type OperationContext } from "../error-messages";
import type { OwnershipTracker } from "../ownership";
import { formatId, type Properties } from "../properties";
import type { CreateOnce, RemoteRow } from "../resource-definition";
import type { Session } from "../session";
import { UserError } from "../user-error";

/**
 * Warns that an account lists rows that cannot be read, so that a create may duplicate one of them.
 * @param account `account 1`, `ad account 1`.
 */
export function describeUnreadableAccount(account: string, rows: readonly UnreadableRow[]): string {
  return (
    `${account}: ${rows.length} of the rows that Meta lists cannot be read, so duplicates of them cannot be excluded: ${describeUnreadable(rows)}. ` +
    "Report them in a pulumi-whatsapp issue."
  );
}

/**
 * Rejects a second create of what this run created and could not confirm: an engine may call create again after a failure (an error hook).
 * @param created Physical id of the unconfirmed object; undefined if there is none.
 */
export function rejectSecondCreate(context: OperationContext, created: string | undefined, adoptArg: string): void {
  if (created === undefined) return;
  throw new UserError(
    `This run created ${created} with the name and content of ${context.target} and could not confirm it, so no second one is created. ` +
      `Run again; if the state does not contain it, set ${adoptArg}: "${created.slice(created.indexOf("/") + 1)}" to adopt it.`,
  );
}

interface CreateAttemptOptions<Args, Row> {
  readonly session: Session;
  readonly strategy: CreateOnce<Args, Row>;
  readonly ownership: OwnershipTracker<Args>;
  readonly definition: { readonly noun: string };
  readonly scopeId: string | undefined;
  readonly context: OperationContext;
  readonly args: Args;
  readonly inputs: Properties;
}

/** The result of one POST; without an id, why and what a retry costs. */
type PostResult<Row> = CreateResponse<Row> | { readonly id: undefined; readonly why: string; readonly cost: number };

/** Rows that the account lists and did not list before this process created any. */
interface NewRows<Row> extends Listing<Row> {
  /** Rows that could not be read before and are no longer listed as such. */
  readonly vanished: readonly UnreadableRow[];
}

/** Delays before each listing that looks for a create of unknown outcome, in milliseconds. */
const findDelaysMs = [0, 500, 1_500, 4_000] as const;

/** Creates one object although the response to its POST may be lost. */
export class CreateAttempt<Args, Row extends RemoteRow> {
  readonly #options: CreateAttemptOptions<Args, Row>;

  constructor(options: CreateAttemptOptions<Args, Row>) {
    this.#options = options;
  }

  /** Sends the POST. If its outcome is unknown, lists the account, and sends it once more only if nothing was created. */
  async createOnce(deadline: Deadline): Promise<CreateResponse<Row> & { readonly before: Listing<Row> }> {
    const { session, strategy, args, context, definition } = this.#options;
    const before = await session.waitFor(deadline, strategy.rowsBefore(session, args).get());
    if (!this.#allowsDuplicates) this.#rejectDuplicate(before);
    const none = `${strategy.container} shows no new ${definition.noun}`;
    const first = await this.#post(deadline);
    if (first.id !== undefined) return { ...first, before };
    const found = await this.#findCreated(before, first.why, deadline);
    if (found !== undefined) return { id: found, before };
    if (session.settings.maxAttempts < 2 || !session.retries.spend(first.cost)) {
      throw this.#unknownOutcomeError(
        first.why,
        `${none}; whatsapp:maxAttempts or whatsapp:retryBudget forbids a second attempt.`,
      );
    }
    const second = await this.#post(deadline).catch((error: unknown) => {
      const then = `a second attempt failed: ${describeCause(error, context)}`;
      throw this.#unknownOutcomeError(first.why, `${none}, and ${then}`);
    });
    if (second.id !== undefined) return { ...second, before };
    const foundLate = await this.#findCreated(before, second.why, deadline);
    if (foundLate !== undefined) return { id: foundLate, before };
    throw this.#unknownOutcomeError(second.why, `${none} after two attempts.`);
  }

  get #allowsDuplicates(): boolean {
    return this.#options.inputs["duplicates"] === "allow";
  }

  async #post(deadline: Deadline): Promise<PostResult<Row>> {
    const { session, strategy, args } = this.#options;
    try {
      const created = await strategy.send(session, args, deadline);
      return created ?? { id: undefined, why: "Meta answered without an id.", cost: 1 };
    } catch (error) {
      if (isUnknownOutcome(error)) {
        return { id: undefined, why: describeCallError(error), cost: retryCost(error.outcome) };
      }
      throw error;
    }
  }

  #rejectDuplicate(before: Listing<Row>): void {
    const { strategy, args, context, definition } = this.#options;
    const { container, adoptArg } = strategy;
    const duplicate = before.rows.find((row) => this.#isEqual(row));
    if (duplicate !== undefined) {
      throw new UserError(
        `${failureHeadline(context)} ${container} already contains ${definition.noun} ${this.#show(duplicate)} with this name and content. ` +
          `Set ${adoptArg}: "${duplicate.id}" to adopt it, unless this or another stack manages it; or duplicates: "allow" to create a second one. ` +
          'If the program only renamed or moved the resource, set its option aliases instead: aliases: [{ name: "old-name" }] or aliases: [{ parent: oldParent }]; in YAML, to its old URN (`pulumi stack --show-urns`). ' +
          "At the top level, oldParent is pulumi.rootStackResource; if a component was renamed, set aliases on the component. After a new project or stack name, use `pulumi stack rename`.",
      );
    }
    for (const row of before.rows) {
      const content = strategy.unreadableContent(row);
      if (content === undefined || this.#isKnown(row) || !strategy.mayBeUnreadable(content.raw, args)) continue;
      throw new UserError(
        `${failureHeadline(context)} ${container} already contains ${definition.noun} ${this.#show(row)}, which may have this name and content but cannot be read (${content.reason}). ` +
          `Set ${adoptArg}: "${row.id}" to adopt it, delete it, or set duplicates: "allow" to create a second one.`,
      );
    }
    const similar = before.unreadable.filter(({ raw }) => strategy.mayBeUnreadable(raw, args));
    if (similar.length === 0) return;
    throw new UserError(
      `${failureHeadline(context)} ${container} lists rows that cannot be read and may be this ${definition.noun}: ${describeUnreadable(similar)}. ` +
        `Look for it ${strategy.whereToLook} or in Meta's own tools; delete it there, or set duplicates: "allow" to create a second one.`,
    );
  }

  /**
   * Finds the row that a create of unknown outcome made: new, not ours, and equal. Two such rows look the same, and so
   * may new rows that cannot be read.
   */
  async #findCreated(before: Listing<Row>, why: string, deadline: Deadline): Promise<string | undefined> {
    let latest: NewRows<Row> = { rows: [], unreadable: [], vanished: [] };
    for (const delayMs of findDelaysMs) {
      if (delayMs > 0 && !(await deadline.sleep(delayMs))) {
        if (latest.unreadable.length > 0) throw this.#unreadableRowsError(why, latest);
        const { container } = this.#options.strategy;
        const lowered = `${container.charAt(0).toLowerCase()}${container.slice(1)}`;
        throw this.#unknownOutcomeError(why, `The operation timed out before ${lowered} showed the result.`);
      }
      latest = await this.#listNewRows(before, why, deadline);
      const [equal, ...others] = latest.rows.filter((row) => this.#isEqual(row));
      if (equal === undefined) continue;
      if (others.length > 0) throw this.#ambiguousError([equal, ...others]);
      if (latest.unreadable.length === 0 && latest.vanished.length === 0) return equal.id;
    }
    return this.#chooseSimilarRow(why, latest);
  }

  /** Decides on rows that are not certainly the new one: returns the one that Meta stored with changed text, or throws. */
  #chooseSimilarRow(why: string, latest: NewRows<Row>): string | undefined {
    const { strategy, args } = this.#options;
    if (latest.unreadable.length > 0) throw this.#unreadableRowsError(why, latest);
    const equal = latest.rows.find((row) => this.#isEqual(row));
    // A row that could not be read before the create may be this one.
    if (equal !== undefined) throw this.#perhapsOldError(why, equal, latest.vanished);
    const others = latest.rows.filter((row) => !this.#isKnown(row) && !this.#isSiblings(row));
    const [changed, ...further] = others.filter((row) => strategy.mayBeStoredAs(row, args));
    if (changed !== undefined && further.length > 0) throw this.#ambiguousError([changed, ...further]);
    // The read-back shows both texts, and the state records the row.
    if (changed !== undefined) return changed.id;
    const unclear = others.find((row) => strategy.isUnclear(row, args));
    if (unclear !== undefined) throw this.#storedDifferentlyError(why, unclear);
    return undefined;
  }

  async #listNewRows(before: Listing<Row>, why: string, deadline: Deadline): Promise<NewRows<Row>> {
    const { session, strategy, args, context } = this.#options;
    const old = new Set(before.rows.map(({ id }) => id));
    const listing = session.waitFor(deadline, strategy.list(session, args));
    const { rows, unreadable } = await listing.catch((error: unknown) => {
      throw this.#unknownOutcomeError(why, `Listing the account failed too: ${describeCause(error, context)}`);
    });
    return {
      rows: rows.filter(({ id }) => !old.has(id)),
      unreadable: unreadableSince(before.unreadable, unreadable),
      vanished: unreadableSince(unreadable, before.unreadable),
    };
  }

  #isKnown({ id }: Row): boolean {
    return this.#options.ownership.isKnown(id);
  }

  /** True if the row has the name and content of the arguments and does not belong to another resource. */
  #isEqual(row: Row): boolean {
    return this.#options.strategy.matches(row, this.#options.args) && !this.#isKnown(row);
  }

  /** True if a create of this process in the same account is creating such a row. */
  #isSiblings(row: Row): boolean {
    const { ownership, scopeId, strategy } = this.#options;
    return [...ownership.creating].some(([args, account]) => account === scopeId && strategy.matches(row, args));
  }

  #show({ id }: Row): string {
    return formatId({ scopeId: this.#options.scopeId, id });
  }

  /** Forgets the rows from before: after a create of unknown outcome they no longer tell what this process created. */
  #createError(message: string): UserError {
    const { session, strategy, args, context } = this.#options;
    strategy.rowsBefore(session, args).invalidate();
    return new UserError(`${failureHeadline(context)} ${message}`);
  }

  /** Builds the error for a POST whose outcome stays unknown, whatever happened after it. */
  #unknownOutcomeError(why: string, detail: string): UserError {
    const { strategy, definition } = this.#options;
    const next = this.#allowsDuplicates
      ? `Before you run again, look for it ${strategy.whereToLook}: if it was created after all, set ${strategy.adoptArg} to its id, since duplicates: "allow" would create another one.`
      : `Run again: if the ${definition.noun} was created after all, the next run finds it and names its id instead of creating a second one.`;
    return this.#createError(`${why} ${detail} ${next}`);
  }

  /** Builds the error for new rows of any shape: one of them may be the new object, so no second POST is sent. */
  #unreadableRowsError(why: string, { rows, unreadable }: NewRows<Row>): UserError {
    const { strategy, definition } = this.#options;
    const equal = rows.filter((row) => this.#isEqual(row)).map((row) => this.#show(row));
    const beside = equal.length === 0 ? "" : `, beside ${equal.join(", ")} with this name and content`;
    return this.#createError(
      `${why} ${strategy.container} now lists rows that cannot be read and may be this ${definition.noun}${beside}: ${describeUnreadable(unreadable)}. ` +
        `Nothing more was sent. Before you run again, look for it ${strategy.whereToLook} or in Meta's own tools and delete it if it was created; report the shape to pulumi-whatsapp's issues.`,
    );
  }

  #perhapsOldError(why: string, row: Row, vanished: readonly UnreadableRow[]): UserError {
    const { strategy, definition } = this.#options;
    return this.#createError(
      `${why} ${strategy.container} contains ${definition.noun} ${this.#show(row)} with this name and content, but it may be a row that could not be read before: ${describeUnreadable(vanished)}. ` +
        `Set ${strategy.adoptArg}: "${row.id}" to adopt it, or delete it, and run again.`,
    );
  }

  #storedDifferentlyError(why: string, row: Row): UserError {
    const { strategy, definition } = this.#options;
    return this.#createError(
      `${why} ${strategy.container} contains a new ${definition.noun}, ${this.#show(row)}, that may be this one, stored with other text. ` +
        `Set ${strategy.adoptArg}: "${row.id}" to adopt it, or delete it, and run again.`,
    );
  }

  #ambiguousError(rows: readonly Row[]): UserError {
    const { strategy, definition } = this.#options;
    return this.#createError(
      `The response was lost, and ${rows.length} new ${definition.noun}s match: ${rows.map(({ id }) => id).join(", ")}. ` +
        `Delete all but one of them, or set ${strategy.adoptArg} to the one to keep, then run again.`,
    );
  }
}

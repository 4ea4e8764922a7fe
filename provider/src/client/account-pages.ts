import type { UnreadableRow } from "../schema/unreadable-rows";
import { UnreadableResponse, type SequenceListing, type SequencePage, type SequenceRow } from "../schema/wire";
import { CallError } from "./call-error";

/** One page of the account's list, as this process last read it. */
export interface KnownPage {
  /** Cursor that requests the page; undefined for the first. */
  readonly cursor: string | undefined;
  readonly ids: readonly string[];
  /** Cursor of the next page; undefined on the last. */
  readonly next: string | undefined;
}

/** A complete listing, with its pages. */
export interface PagedListing extends SequenceListing {
  readonly pages: readonly KnownPage[];
}

/** A listing of the rows that appeared in the account. */
export interface NewRows extends SequenceListing {
  /** Rows that appeared and that this listing did not read again: some may be gone. */
  readonly earlier?: readonly SequenceRow[];
}

/** Requests for one sequence, for one page, and for the whole list. */
export interface SequenceSource {
  readonly load: (sequenceId: string) => Promise<SequenceRow | undefined>;
  readonly readPage: (cursor: string | undefined) => Promise<SequencePage>;
  readonly list: () => Promise<PagedListing>;
}

/** Where new rows appear in the list. */
type Order = "newest-first" | "newest-last" | "unordered";

/** Pages that are read to find rows whose page is not known. */
const mostUnknownPages = 10;
/** Pages after which a list has no end. */
const mostPages = 1_000;

/**
 * Reads the parts of an account's list that can answer a question, instead of the whole list. Meta does not document the order of the list,
 * so it is learned from the rows that appear, and every read is checked against it. Not for concurrent use.
 */
export class AccountPages {
  readonly #source: SequenceSource;
  /** From the first page on, without gaps when they were read. */
  #pages: KnownPage[] = [];
  readonly #seen = new Set<string>();
  #order: Order | undefined;
  /** Rows of the first complete listing. */
  #firstIds: ReadonlySet<string> | undefined;
  /** Rows that appeared since the first complete listing. */
  readonly #newRows = new Map<string, SequenceRow>();

  constructor(source: SequenceSource) {
    this.#source = source;
  }

  /** Requests that a complete listing takes, as far as known. */
  get count(): number {
    return Math.max(1, this.#pages.length);
  }

  async list(): Promise<SequenceListing> {
    const listing = await this.#source.list();
    this.#pages = [...listing.pages];
    this.#learn(listing.pages);
    this.#firstIds ??= new Set(listing.rows.map(({ id }) => id));
    this.#newRows.clear();
    this.#rememberNew(listing.rows);
    return listing;
  }

  #rememberNew(rows: readonly SequenceRow[]): void {
    for (const row of rows) if (this.#firstIds?.has(row.id) === false) this.#newRows.set(row.id, row);
  }

  async #readPage(cursor: string | undefined): Promise<SequencePage> {
    const page = await this.#source.readPage(cursor);
    this.#rememberNew(page.rows);
    return page;
  }

  /**
   * Lists the rows that appeared since the first complete listing, beside others. Reads the end of the list where new rows appear, and the
   * whole list if that end lacks one of the ids or cannot be read by itself: a cursor may no longer be valid.
   */
  async listNew(ids: readonly string[]): Promise<NewRows> {
    try {
      return (await this.#readEnds(ids)) ?? (await this.list());
    } catch (error) {
      if (isRejected(error) || error instanceof UnreadableResponse) return this.list();
      throw error;
    }
  }

  /** Reads the end of the list where new rows appear; returns undefined if it lacks one of the ids. */
  async #readEnds(ids: readonly string[]): Promise<NewRows | undefined> {
    if (this.#pages.length < 2 || this.#order === "unordered") return undefined;
    const orders = this.#order === undefined ? (["newest-last", "newest-first"] as const) : [this.#order];
    const [rows, unreadable]: [SequenceRow[], UnreadableRow[]] = [[], []];
    for (const order of orders) {
      const pages = await (order === "newest-last" ? this.#readTail() : this.#readHead());
      rows.push(...pages.flatMap((page) => page.rows));
      unreadable.push(...pages.flatMap((page) => page.unreadable));
      if (this.#isUnordered()) return undefined;
      const found = new Set(rows.map(({ id }) => id));
      if (!ids.every((id) => found.has(id))) continue;
      return { rows, unreadable, earlier: [...this.#newRows.values()].filter(({ id }) => !found.has(id)) };
    }
    return undefined;
  }

  #isUnordered(): boolean {
    return this.#order === "unordered";
  }

  /** Reads the last known page and those after it. */
  async #readTail(): Promise<readonly SequencePage[]> {
    const last = this.#pages.pop();
    return this.#readEnd("newest-last", last?.cursor, (page) => page.after !== undefined);
  }

  /** Reads from the first page to the first one with a row that was seen before. */
  async #readHead(): Promise<readonly SequencePage[]> {
    const rest = this.#pages.slice(1);
    this.#pages = [];
    const pages = await this.#readEnd(
      "newest-first",
      undefined,
      (page) => page.after !== undefined && !page.rows.some(({ id }) => this.#seen.has(id)),
    );
    this.#pages.push(...rest);
    return pages;
  }

  async #readEnd(
    order: Order,
    start: string | undefined,
    goesOn: (page: SequencePage) => boolean,
  ): Promise<readonly SequencePage[]> {
    const pages: SequencePage[] = [];
    const known: KnownPage[] = [];
    for (let cursor = start; ;) {
      const page = await this.#readPage(cursor);
      pages.push(page);
      known.push(toKnownPage(cursor, page));
      if (!goesOn(page)) break;
      if (pages.length >= mostPages || known.some((before) => before.cursor === page.after)) {
        throw new UnreadableResponse("the list of sequences does not end");
      }
      cursor = page.after;
    }
    this.#pages.push(...known);
    this.#learn(known, order);
    return pages;
  }

  /** Reads rows as they are now: by page if that takes fewer requests, otherwise one by one. */
  async readRows(ids: readonly string[]): Promise<readonly SequenceRow[]> {
    const rows = new Map<string, SequenceRow>();
    if (ids.length > 1) await this.#readPagesOf(ids, rows).catch((error: unknown) => this.#forgetPages(error));
    const missing = ids.filter((id) => !rows.has(id));
    const single = await Promise.all(missing.map((id) => this.#source.load(id)));
    return [...ids.flatMap((id) => rows.get(id) ?? []), ...single.flatMap((row) => row ?? [])];
  }

  /** Forgets the pages after a read of one failed for its own sake: its cursor may no longer be valid. */
  #forgetPages(error: unknown): void {
    if (!isRejected(error) && !(error instanceof UnreadableResponse)) throw error;
    this.#pages = [];
  }

  /** Reads pages that contain several of the rows, and adds these to `rows`. */
  async #readPagesOf(ids: readonly string[], rows: Map<string, SequenceRow>): Promise<void> {
    const wanted = new Set(ids);
    const keep = (page: SequencePage): void => {
      for (const row of page.rows) if (wanted.has(row.id)) rows.set(row.id, row);
    };
    for (const [index, { cursor, ids: known }] of [...this.#pages.entries()]) {
      if (known.filter((id) => wanted.has(id) && !rows.has(id)).length < 2) continue;
      const page = await this.#readPage(cursor);
      this.#pages[index] = toKnownPage(cursor, page);
      keep(page);
    }
    const known = new Set(this.#pages.flatMap((page) => page.ids));
    const isUnplaced = (id: string): boolean => !known.has(id) && !rows.has(id);
    for (let count = 0; count < mostUnknownPages && ids.filter(isUnplaced).length > 1; count++) {
      const last = this.#pages.at(-1);
      if (last !== undefined && last.next === undefined) break;
      const page = await this.#readPage(last?.next);
      this.#pages.push(toKnownPage(last?.next, page));
      keep(page);
    }
  }

  /** Learns from rows in the order of the list where new ones appear. At one end, only that end's order makes sense. */
  #learn(pages: readonly KnownPage[], expected = this.#order): void {
    const ids = pages.flatMap((page) => page.ids);
    const order = orderOf(ids.map((id) => this.#seen.has(id)));
    if (order !== undefined) {
      const isConsistent = [expected, this.#order].every((known) => known === undefined || known === order);
      this.#order = isConsistent ? order : "unordered";
    }
    for (const id of ids) this.#seen.add(id);
  }
}

function toKnownPage(cursor: string | undefined, { rows, after }: SequencePage): KnownPage {
  return { cursor, ids: rows.map(({ id }) => id), next: after };
}

/** Returns the order that rows show, each known or new; undefined if all are known or all are new. */
function orderOf(isKnown: readonly boolean[]): Order | undefined {
  const [first, last] = [isKnown.indexOf(true), isKnown.lastIndexOf(true)];
  if (first < 0 || !isKnown.includes(false)) return undefined;
  if (isKnown.slice(first, last).includes(false)) return "unordered";
  if (first > 0) return last < isKnown.length - 1 ? "unordered" : "newest-first";
  return "newest-last";
}

function isRejected(error: unknown): boolean {
  return error instanceof CallError && error.outcome.kind === "rejected";
}

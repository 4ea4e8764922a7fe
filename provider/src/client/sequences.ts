import {
  parseAppId,
  parseCreatedId,
  parsePage,
  isSuccessResponse,
  parseWrittenSequence,
  sequenceToWire,
  UnreadableResponse,
  writtenFields,
  type SequencePage,
  type SequenceRow,
} from "../schema/wire";
import { movedBy, type UnreadableRow } from "../schema/unreadable-rows";
import type { SequenceContent } from "../schema/canonical";
import type { KnownPage, PagedListing } from "./account-pages";
import { CallError, isRejectedAs } from "./call-error";
import type { Deadline } from "./clock";
import type { GraphCall, GraphClient } from "./graph-client";
import { refToWaba } from "./limit-scope";
import { describeUnreadable } from "./unreadable-rows";

const edge = "welcome_message_sequences";
/** Compares rows: a page may repeat a row of the previous page. */
function isSame(a: SequenceRow, b: SequenceRow): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function rawOf({ id, content, ...row }: SequenceRow): unknown {
  return content === undefined ? row : { id, ...content };
}

/** Rows per page. */
export const pageSize = "100";
const maxPages = 1_000;

/** Calls the sequences edge. Source: Meta's page "Welcome Message Sequences". */
export class SequencesApi {
  readonly #graph: GraphClient;
  /** False once Meta has rejected an update because of `fields`. */
  #acceptsFields = true;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  /** Lists the sequences that the token's app can see, and the rows that cannot be read. */
  async list(wabaId: string, deadline: Deadline): Promise<PagedListing> {
    const rows = new Map<string, SequenceRow>();
    const unreadable: UnreadableRow[] = [];
    const pages: KnownPage[] = [];
    let count = 0;
    const seen = new Set<string>();
    let after: string | undefined;
    do {
      const page = await this.readPage(wabaId, after, deadline);
      pages.push({ cursor: after, ids: page.rows.map(({ id }) => id), next: page.after });
      for (const row of page.rows) {
        const other = rows.get(row.id);
        if (other === undefined || isSame(row, other)) rows.set(row.id, row);
        else {
          unreadable.push({
            position: undefined,
            reason: "another row has the same id and other content",
            raw: rawOf(row),
          });
        }
      }
      unreadable.push(...movedBy(count, page.unreadable));
      count += page.count;
      after = page.after;
      if (after !== undefined && (seen.has(after) || seen.size >= maxPages)) {
        throw new UnreadableResponse("the list of sequences does not end: Meta returned the same page cursor twice");
      }
      if (after !== undefined) seen.add(after);
    } while (after !== undefined);
    return { rows: [...rows.values()], unreadable, pages };
  }

  /** Reads one page of the list; the first without a cursor. */
  readPage(wabaId: string, cursor: string | undefined, deadline: Deadline): Promise<SequencePage> {
    const query = { limit: pageSize, ...(cursor === undefined ? {} : { after: cursor }) };
    return this.#page(wabaId, query, deadline);
  }

  /**
   * Reads one sequence with the edge's filter; undefined if the response does not contain it, which does not prove that it is deleted.
   * Throws UnreadableResponse if it may be one of the rows that cannot be read.
   */
  async find(wabaId: string, sequenceId: string, deadline: Deadline): Promise<SequenceRow | undefined> {
    const page = await this.#page(wabaId, { sequence_id: sequenceId }, deadline).catch((error: unknown) => {
      // Not 100/33, which on this edge is about the account.
      if (isRejectedAs(error, "not-loadable")) return undefined;
      throw error;
    });
    const found = page?.rows.find((row) => row.id === sequenceId);
    // A rejection may be about this id alone, and a response with other rows ignored the filter: check the list.
    const isUnclear = page === undefined || (found === undefined && (page.count > 0 || page.after !== undefined));
    if (!isUnclear) return found;
    const listing = await this.list(wabaId, deadline);
    const row = listing.rows.find(({ id }) => id === sequenceId);
    const unreadable = listing.unreadable.length > 0 ? listing.unreadable : (page?.unreadable ?? []);
    if (row !== undefined || unreadable.length === 0) return row;
    throw new UnreadableResponse(`it may be one of the rows that cannot be read: ${describeUnreadable(unreadable)}`);
  }

  async #page(wabaId: string, query: Readonly<Record<string, string>>, deadline: Deadline): Promise<SequencePage> {
    return parsePage(await this.#send(wabaId, { method: "GET", path: [wabaId, edge], query, replay: "any" }, deadline));
  }

  /** True if Meta reports that the object does not exist (code 100, subcode 33). */
  async nodeIsGone(wabaId: string, sequenceId: string, deadline: Deadline): Promise<boolean> {
    const call = { method: "GET", path: [sequenceId], query: { fields: "id" }, replay: "any" } as const;
    try {
      await this.#send(wabaId, call, deadline);
      return false;
    } catch (error) {
      if (isRejectedAs(error, "no-such-object")) return true;
      throw error;
    }
  }

  /** Creates a sequence and returns its id; undefined if the response has none, which leaves the outcome unknown. Retries only requests that were not sent. */
  async create(wabaId: string, content: SequenceContent, deadline: Deadline): Promise<string | undefined> {
    const call = { method: "POST", path: [wabaId, edge], body: sequenceToWire(content), replay: "unsent" } as const;
    return parseCreatedId(await this.#send(wabaId, call, deadline));
  }

  /**
   * Updates a sequence and returns it as stored; undefined if the response does not contain it. Meta does not document `fields` for this
   * edge. An update that is rejected for them is sent again without: it sets the whole content, so a repetition changes nothing more.
   */
  async update(
    wabaId: string,
    sequenceId: string,
    content: SequenceContent,
    deadline: Deadline,
  ): Promise<SequenceRow | undefined> {
    const body = { sequence_id: requireId(sequenceId), ...sequenceToWire(content) };
    const call = { method: "POST", path: [wabaId, edge], body, replay: "unsent" } as const;
    if (this.#acceptsFields) {
      try {
        const query = { fields: writtenFields };
        const row = parseWrittenSequence(await this.#send(wabaId, { ...call, query }, deadline));
        return row?.id === sequenceId ? row : undefined;
      } catch (error) {
        if (!isAboutFields(error)) throw error;
        this.#acceptsFields = false;
      }
    }
    await this.#send(wabaId, call, deadline);
    return undefined;
  }

  /** Returns true for `{"success":true}`. */
  async delete(wabaId: string, sequenceId: string, deadline: Deadline): Promise<boolean> {
    const query = { sequence_id: requireId(sequenceId) };
    const call = { method: "DELETE", path: [wabaId, edge], query, replay: "unsent" } as const;
    return isSuccessResponse(await this.#send(wabaId, call, deadline));
  }

  /** Reads the id of the app behind the account's token; undefined if Meta does not report it. */
  async appId(wabaId: string, deadline: Deadline): Promise<string | undefined> {
    const query = { fields: "id" };
    return parseAppId(
      await this.#send(wabaId, { isAppWide: true, method: "GET", path: ["app"], query, replay: "any" }, deadline),
    );
  }

  async #send(wabaId: string, call: GraphCall, deadline: Deadline): Promise<unknown> {
    return (await this.#graph.send({ account: refToWaba(wabaId), ...call }, deadline)).body;
  }
}

function isAboutFields(error: unknown): boolean {
  return isRejectedAs(error, "invalid") && error instanceof CallError && error.outcome.error?.namesFields === true;
}

/** Rejects a malformed id: without one, an update would create a sequence, and a delete is undefined. */
function requireId(sequenceId: string): string {
  if (!/^[0-9]{1,32}$/.test(sequenceId)) throw new Error("refused to write without a sequence id");
  return sequenceId;
}

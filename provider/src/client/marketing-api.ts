import type { CreativeContent } from "../schema/creative";
import { movedBy, type Listing, type UnreadableRow } from "../schema/unreadable-rows";
import {
  parseCreatedId,
  parsePageOf,
  isSuccessResponse,
  UnreadableResponse,
  type CreateResponse,
} from "../schema/wire";
import {
  adFields,
  creativeFields,
  creativeToWire,
  parseAd,
  parseCreative,
  type AdRow,
  type CreativeRow,
} from "../schema/wire-ads";
import { isRejectedAs } from "./call-error";
import type { Deadline } from "./clock";
import type { GraphCall, GraphClient } from "./graph-client";
import { refToAdAccount } from "./limit-scope";

/** Rows per page. Creatives are large: a page of 25 stays far below the response limit. */
const pageSize = "25";
const newestPages = 3;

/** Marketing API calls for creatives and their attachments. Source: Meta's SDK specification. */
export class MarketingApi {
  readonly #graph: GraphClient;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  /** Reads a creative; undefined if the token cannot see it, which does not prove that it is deleted. Throws UnreadableResponse. */
  findCreative(
    adAccountId: string | undefined,
    creativeId: string,
    deadline: Deadline,
  ): Promise<CreativeRow | undefined> {
    return this.#findNode(adAccountId, creativeId, creativeFields, parseCreative, deadline);
  }

  /** Reads an ad; undefined if the token cannot see it, which does not prove that it is deleted. Throws UnreadableResponse. */
  findAd(adAccountId: string | undefined, adId: string, deadline: Deadline): Promise<AdRow | undefined> {
    return this.#findNode(adAccountId, adId, adFields, parseAd, deadline);
  }

  async #findNode<Row extends { readonly id: string }>(
    adAccountId: string | undefined,
    id: string,
    fields: string,
    parse: (row: unknown) => Row | string,
    deadline: Deadline,
  ): Promise<Row | undefined> {
    try {
      const { body } = await this.#read(adAccountId, [requireId(id)], { fields }, deadline);
      const row = parse(body);
      if (typeof row === "string") throw new UnreadableResponse(`requested ${id}, ${row}`);
      if (row.id !== id) throw new UnreadableResponse(`requested ${id}, received ${row.id}`);
      return row;
    } catch (error) {
      if (isRejectedAs(error, "no-such-object")) return undefined;
      throw error;
    }
  }

  /** Lists the newest creatives of an ad account, at most three pages: an ad account can have 100,000. */
  async newestCreatives(adAccountId: string, deadline: Deadline): Promise<Listing<CreativeRow>> {
    const rows = new Map<string, CreativeRow>();
    const unreadable: UnreadableRow[] = [];
    let count = 0;
    let after: string | undefined;
    for (let page = 0; page < newestPages; page++) {
      const query = { fields: creativeFields, limit: pageSize, ...(after === undefined ? {} : { after }) };
      const { body } = await this.#read(adAccountId, [formatAccountNode(adAccountId), "adcreatives"], query, deadline);
      const list = parsePageOf(body, "ad creatives", parseCreative);
      for (const row of list.rows) rows.set(row.id, row);
      unreadable.push(...movedBy(count, list.unreadable));
      count += list.count;
      after = list.after;
      if (after === undefined) break;
    }
    return { rows: [...rows.values()], unreadable };
  }

  /** True if Meta reports that the object does not exist (code 100, subcode 33) or is deleted. */
  async nodeIsGone(adAccountId: string | undefined, id: string, deadline: Deadline): Promise<boolean> {
    try {
      const { body } = await this.#read(adAccountId, [requireId(id)], { fields: "id,status" }, deadline);
      const node = parseAd(body);
      return typeof node !== "string" && node.id === id && node.status === "DELETED";
    } catch (error) {
      if (isRejectedAs(error, "no-such-object")) return true;
      throw error;
    }
  }

  /** True if the token can read the ad account. */
  async canReadAccount(adAccountId: string, deadline: Deadline): Promise<boolean> {
    try {
      await this.#read(adAccountId, [formatAccountNode(adAccountId)], { fields: "id" }, deadline);
      return true;
    } catch (error) {
      if (isRejectedAs(error, "no-such-object") || isRejectedAs(error, "permission")) return false;
      throw error;
    }
  }

  /**
   * Creates a creative; undefined if the response has no id, which leaves the outcome unknown. Retries only requests that were not sent.
   * The request asks for the stored creative, which the response may lack.
   */
  async createCreative(
    adAccountId: string,
    content: CreativeContent,
    deadline: Deadline,
  ): Promise<CreateResponse<CreativeRow> | undefined> {
    const path = [formatAccountNode(adAccountId), "adcreatives"];
    const query = { fields: creativeFields };
    const body = await this.#write(
      adAccountId,
      { method: "POST", path, query, body: creativeToWire(content) },
      deadline,
    );
    const id = parseCreatedId(body);
    return id === undefined ? undefined : { id, row: findWrittenRow(body, id, parseCreative) };
  }

  /** Renames a creative; Meta allows no other update. Returns it as stored; undefined if the response does not contain it. */
  async renameCreative(
    adAccountId: string | undefined,
    creativeId: string,
    name: string,
    deadline: Deadline,
  ): Promise<CreativeRow | undefined> {
    const query = { fields: creativeFields };
    const call = { method: "POST", path: [requireId(creativeId)], query, body: { name } } as const;
    return findWrittenRow(await this.#write(adAccountId, call, deadline), creativeId, parseCreative);
  }

  async deleteCreative(adAccountId: string | undefined, creativeId: string, deadline: Deadline): Promise<boolean> {
    const call = { method: "DELETE", path: [requireId(creativeId)] } as const;
    return isSuccessResponse(await this.#write(adAccountId, call, deadline));
  }

  /** Assigns a creative to the ad. Returns the ad as stored; undefined if the response does not contain it. */
  async setCreative(
    adAccountId: string | undefined,
    adId: string,
    creativeId: string,
    deadline: Deadline,
  ): Promise<AdRow | undefined> {
    const query = { fields: adFields };
    const body = { creative: { creative_id: requireId(creativeId) } };
    const call = { method: "POST", path: [requireId(adId)], query, body } as const;
    return findWrittenRow(await this.#write(adAccountId, call, deadline), adId, parseAd);
  }

  async pauseAd(adAccountId: string | undefined, adId: string, deadline: Deadline): Promise<boolean> {
    const call = { method: "POST", path: [requireId(adId)], body: { status: "PAUSED" } } as const;
    return isSuccessResponse(await this.#write(adAccountId, call, deadline));
  }

  #read(
    adAccountId: string | undefined,
    path: readonly string[],
    query: Readonly<Record<string, string>>,
    deadline: Deadline,
  ) {
    const account = refToAdAccount(adAccountId);
    return this.#graph.send({ account, api: "marketing", method: "GET", path, query, replay: "any" }, deadline);
  }

  async #write(
    adAccountId: string | undefined,
    call: Pick<GraphCall, "method" | "path" | "query" | "body">,
    deadline: Deadline,
  ): Promise<unknown> {
    const account = refToAdAccount(adAccountId);
    return (await this.#graph.send({ account, api: "marketing", ...call, replay: "unsent" }, deadline)).body;
  }
}

/** Returns the object in the response to a write; undefined if it is not there, unreadable or another one. */
function findWrittenRow<Row extends { readonly id: string }>(
  body: unknown,
  id: string,
  parse: (raw: unknown) => Row | string,
): Row | undefined {
  const row = parse(body);
  return typeof row === "string" || row.id !== id ? undefined : row;
}

function formatAccountNode(adAccountId: string): string {
  return `act_${requireId(adAccountId)}`;
}

/** Rejects a malformed id: a request without an id would address another object. */
function requireId(id: string): string {
  if (!/^[0-9]{1,32}$/.test(id)) throw new Error("refused to call without an id");
  return id;
}

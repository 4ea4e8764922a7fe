import type { CreativeContent } from "../schema/creative";
import { movedBy, type Listing, type UnreadableRow } from "../schema/unreadable-rows";
import { parseCreatedId, parsePageOf, isSuccessResponse, UnreadableResponse } from "../schema/wire";
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
import type { GraphClient } from "./graph-client";

/** Creatives carry whole specifications: a page of these stays far below what an answer may weigh. */
const pageSize = "25";
const newestPages = 3;

/** The calls of Meta's Marketing API that creatives and their attachments need, one method each. Source: Meta's SDK specification. */
export class MarketingApi {
  readonly #graph: GraphClient;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  /** Reads a creative; undefined when Meta does not show it, which is no proof of absence. Throws UnreadableResponse. */
  findCreative(creativeId: string, deadline: Deadline): Promise<CreativeRow | undefined> {
    return this.#findNode(creativeId, creativeFields, parseCreative, deadline);
  }

  /** Reads an ad; undefined when Meta does not show it, which is no proof of absence. Throws UnreadableResponse. */
  findAd(adId: string, deadline: Deadline): Promise<AdRow | undefined> {
    return this.#findNode(adId, adFields, parseAd, deadline);
  }

  async #findNode<Row extends { readonly id: string }>(
    id: string,
    fields: string,
    parse: (row: unknown) => Row | string,
    deadline: Deadline,
  ): Promise<Row | undefined> {
    try {
      const { body } = await this.#read([requireId(id)], { fields }, deadline);
      const row = parse(body);
      if (typeof row === "string") throw new UnreadableResponse(`asked for ${id}, ${row}`);
      if (row.id !== id) throw new UnreadableResponse(`asked for ${id}, it is about ${row.id}`);
      return row;
    } catch (error) {
      if (isRejectedAs(error, "no-such-object")) return undefined;
      throw error;
    }
  }

  /** The newest creatives of an ad account, at most three pages. Whole ad accounts are never listed: they may hold 100,000. */
  async newestCreatives(adAccountId: string, deadline: Deadline): Promise<Listing<CreativeRow>> {
    const rows = new Map<string, CreativeRow>();
    const unreadable: UnreadableRow[] = [];
    let count = 0;
    let after: string | undefined;
    for (let page = 0; page < newestPages; page++) {
      const query = { fields: creativeFields, limit: pageSize, ...(after === undefined ? {} : { after }) };
      const { body } = await this.#read([formatAccountNode(adAccountId), "adcreatives"], query, deadline);
      const list = parsePageOf(body, "ad creatives", parseCreative);
      for (const row of list.rows) rows.set(row.id, row);
      unreadable.push(...movedBy(count, list.unreadable));
      count += list.count;
      after = list.after;
      if (after === undefined) break;
    }
    return { rows: [...rows.values()], unreadable };
  }

  /** Whether the object itself answers that there is none (code 100, subcode 33), or that it is deleted. */
  async nodeIsGone(id: string, deadline: Deadline): Promise<boolean> {
    try {
      const { body } = await this.#read([requireId(id)], { fields: "id,status" }, deadline);
      const node = parseAd(body);
      return typeof node !== "string" && node.id === id && node.status === "DELETED";
    } catch (error) {
      if (isRejectedAs(error, "no-such-object")) return true;
      throw error;
    }
  }

  /** Whether the token may see the ad account at all. */
  async canReadAccount(adAccountId: string, deadline: Deadline): Promise<boolean> {
    try {
      await this.#read([formatAccountNode(adAccountId)], { fields: "id" }, deadline);
      return true;
    } catch (error) {
      if (isRejectedAs(error, "no-such-object") || isRejectedAs(error, "permission")) return false;
      throw error;
    }
  }

  /** Id of the new creative; undefined when the answer has none, so that its outcome is unknown. Never repeated blindly. */
  async createCreative(adAccountId: string, content: CreativeContent, deadline: Deadline): Promise<string | undefined> {
    const body = creativeToWire(content);
    return parseCreatedId(
      (await this.#write("POST", [formatAccountNode(adAccountId), "adcreatives"], body, deadline)).body,
    );
  }

  /** The only part of a creative that Meta changes in place. True when Meta says `{"success":true}`. */
  async renameCreative(creativeId: string, name: string, deadline: Deadline): Promise<boolean> {
    return isSuccessResponse((await this.#write("POST", [requireId(creativeId)], { name }, deadline)).body);
  }

  async deleteCreative(creativeId: string, deadline: Deadline): Promise<boolean> {
    return isSuccessResponse((await this.#write("DELETE", [requireId(creativeId)], undefined, deadline)).body);
  }

  /** Points the ad at a creative. */
  async setCreative(adId: string, creativeId: string, deadline: Deadline): Promise<boolean> {
    const body = { creative: { creative_id: requireId(creativeId) } };
    return isSuccessResponse((await this.#write("POST", [requireId(adId)], body, deadline)).body);
  }

  async pauseAd(adId: string, deadline: Deadline): Promise<boolean> {
    return isSuccessResponse((await this.#write("POST", [requireId(adId)], { status: "PAUSED" }, deadline)).body);
  }

  #read(path: readonly string[], query: Readonly<Record<string, string>>, deadline: Deadline) {
    return this.#graph.send({ api: "marketing", method: "GET", path, query, replay: "any" }, deadline);
  }

  #write(method: "POST" | "DELETE", path: readonly string[], body: unknown, deadline: Deadline) {
    return this.#graph.send({ api: "marketing", method, path, body, replay: "unsent" }, deadline);
  }
}

function formatAccountNode(adAccountId: string): string {
  return `act_${requireId(adAccountId)}`;
}

/** Without an id a write would mean something else, so none is ever sent without. */
function requireId(id: string): string {
  if (!/^[0-9]{1,32}$/.test(id)) throw new Error("refused to call without an id");
  return id;
}

import type { CreativeContent } from "../schema/creative";
import { parseCreatedId, parseList, saysSuccess } from "../schema/wire";
import {
  adFields,
  creativeFields,
  creativeToWire,
  parseAd,
  parseCreative,
  type AdRow,
  type CreativeRow,
} from "../schema/wire-ads";
import { isProblem } from "./call-failed";
import type { Deadline } from "./clock";
import type { GraphClient } from "./graph-client";

/** Creatives carry whole specifications: a page of these stays far below what an answer may weigh. */
const pageSize = "25";
const newestPages = 3;
const ofOneObject = ["no-such-object", "permission", "invalid", "other"] as const;

/** The calls of Meta's Marketing API that creatives and their attachments need, one method each. Source: Meta's SDK specification. */
export class AdsApi {
  constructor(private readonly graph: GraphClient) {}

  /** The creatives with these ids, by id; those that Meta does not show are left out. At most 50 ids. */
  creatives(ids: readonly string[], deadline: Deadline): Promise<ReadonlyMap<string, CreativeRow>> {
    return this.#nodes(ids, creativeFields, parseCreative, deadline);
  }

  /** The ads with these ids, by id; those that Meta does not show are left out. At most 50 ids. */
  ads(ids: readonly string[], deadline: Deadline): Promise<ReadonlyMap<string, AdRow>> {
    return this.#nodes(ids, adFields, parseAd, deadline);
  }

  async #nodes<Row extends { readonly id: string }>(
    ids: readonly string[],
    fields: string,
    parse: (row: unknown) => Row | undefined,
    deadline: Deadline,
  ): Promise<ReadonlyMap<string, Row>> {
    const query = { ids: ids.map(requireId).join(","), fields };
    const answer = await this.graph
      .send({ method: "GET", path: [], query, replay: "any" }, deadline)
      .catch((error: unknown) => {
        // One id that cannot be read fails them all: then each is asked for by itself.
        if (ofOneObject.some((problem) => isProblem(error, problem))) return undefined;
        throw error;
      });
    if (answer !== undefined) {
      const rows = Object.values(answer.body ?? {}).flatMap((row: unknown) => parse(row) ?? []);
      return new Map(rows.filter(({ id }) => ids.includes(id)).map((row) => [row.id, row]));
    }
    const found = new Map<string, Row>();
    for (const id of ids) {
      const row = await this.#node(id, fields, parse, deadline);
      if (row !== undefined) found.set(id, row);
    }
    return found;
  }

  async #node<Row extends { readonly id: string }>(
    id: string,
    fields: string,
    parse: (row: unknown) => Row | undefined,
    deadline: Deadline,
  ): Promise<Row | undefined> {
    try {
      const { body } = await this.graph.send({ method: "GET", path: [id], query: { fields }, replay: "any" }, deadline);
      const row = parse(body);
      return row?.id === id ? row : undefined;
    } catch (error) {
      if (isProblem(error, "no-such-object")) return undefined;
      throw error;
    }
  }

  /** The newest creatives of an ad account, at most three pages. Whole ad accounts are never listed: they may hold 100,000. */
  async newestCreatives(adAccountId: string, deadline: Deadline): Promise<readonly CreativeRow[]> {
    const rows = new Map<string, CreativeRow>();
    let after: string | undefined;
    for (let page = 0; page < newestPages; page++) {
      const query = { fields: creativeFields, limit: pageSize, ...(after === undefined ? {} : { after }) };
      const { body } = await this.graph.send(
        { method: "GET", path: [account(adAccountId), "adcreatives"], query, replay: "any" },
        deadline,
      );
      const list = parseList(body, "ad creatives");
      for (const row of list.rows.flatMap((raw) => parseCreative(raw) ?? [])) rows.set(row.id, row);
      after = list.after;
      if (after === undefined) break;
    }
    return [...rows.values()];
  }

  /** Whether the object itself answers that there is none (code 100, subcode 33), or that it is deleted. */
  async nodeIsGone(id: string, deadline: Deadline): Promise<boolean> {
    const query = { fields: "id,status" };
    try {
      const { body } = await this.graph.send({ method: "GET", path: [requireId(id)], query, replay: "any" }, deadline);
      return parseAd(body)?.status === "DELETED";
    } catch (error) {
      if (isProblem(error, "no-such-object")) return true;
      throw error;
    }
  }

  /** Whether the token may see the ad account at all. */
  async seesAccount(adAccountId: string, deadline: Deadline): Promise<boolean> {
    const call = { method: "GET", path: [account(adAccountId)], query: { fields: "id" }, replay: "any" } as const;
    try {
      await this.graph.send(call, deadline);
      return true;
    } catch (error) {
      if (isProblem(error, "no-such-object") || isProblem(error, "permission")) return false;
      throw error;
    }
  }

  /** Id of the new creative; undefined when the answer has none, so that its outcome is unknown. Never repeated blindly. */
  async createCreative(adAccountId: string, content: CreativeContent, deadline: Deadline): Promise<string | undefined> {
    const path = [account(adAccountId), "adcreatives"];
    const call = { method: "POST", path, body: creativeToWire(content), replay: "unsent" } as const;
    return parseCreatedId((await this.graph.send(call, deadline)).body);
  }

  /** The only part of a creative that Meta changes in place. True when Meta says `{"success":true}`. */
  renameCreative(creativeId: string, name: string, deadline: Deadline): Promise<boolean> {
    return this.#write("POST", creativeId, { name }, deadline);
  }

  deleteCreative(creativeId: string, deadline: Deadline): Promise<boolean> {
    return this.#write("DELETE", creativeId, undefined, deadline);
  }

  /** Points the ad at a creative. */
  setCreative(adId: string, creativeId: string, deadline: Deadline): Promise<boolean> {
    return this.#write("POST", adId, { creative: { creative_id: requireId(creativeId) } }, deadline);
  }

  pauseAd(adId: string, deadline: Deadline): Promise<boolean> {
    return this.#write("POST", adId, { status: "PAUSED" }, deadline);
  }

  async #write(method: "POST" | "DELETE", id: string, body: unknown, deadline: Deadline): Promise<boolean> {
    const call = { method, path: [requireId(id)], body, replay: "unsent" } as const;
    return saysSuccess((await this.graph.send(call, deadline)).body);
  }
}

const account = (adAccountId: string): string => `act_${requireId(adAccountId)}`;

/** Without an id a write would mean something else, so none is ever sent without. */
function requireId(id: string): string {
  if (!/^[0-9]{1,32}$/.test(id)) throw new Error("refused to call without an id");
  return id;
}

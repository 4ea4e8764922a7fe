/** The account's sequences. Reads every variant of a response, and writes only rows with the probe's prefix. */
import { randomBytes } from "node:crypto";
import { parseExactJson } from "../../provider/dist/schema/exact-json.js";
import { Undecided } from "./stops.mjs";

const family = "pulumi-whatsapp-probe-";
const ofProbe = new RegExp(`^${family}[0-9a-f]{8}-`);

/** Prefix of this run. */
export const newPrefix = () => `${family}${randomBytes(4).toString("hex")}-`;

/** True if a run of the probe created a row with this name. */
export const isOfProbe = ({ name }) => typeof name === "string" && ofProbe.test(name);

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {unknown} name
 * @property {any} content Parsed; undefined if it is missing or not JSON.
 * @property {any} raw The unparsed row.
 *
 * @typedef {object} Look One read of the list.
 * @property {import("./graph.mjs").Answer} first The response with the first page.
 * @property {Row[]} rows Rows of all pages, without repetitions.
 */

const maxPages = 50;
const pageLimit = 100;

export class Account {
  /** Ids of rows that this run created and has not removed. @type {Set<string>} */
  made = new Set();
  wabaId;
  #graph;
  #pauses;

  /** @param {{ graph: import("./graph.mjs").Graph, wabaId: string, reads: number, pause: () => Promise<void> }} options `reads`: maximum number of reads after a write. */
  constructor({ graph, wabaId, reads, pause }) {
    this.#graph = graph;
    this.wabaId = wabaId;
    this.#pauses = { reads, pause };
  }

  /** Reads one page of the list. The evidence excludes rows of others. */
  page(query) {
    return this.#graph.call({ method: "GET", path: this.#edge, query, shown: withoutOthers });
  }

  /** @returns {Promise<import("./graph.mjs").Answer>} */
  node(id) {
    return this.#graph.call({ method: "GET", path: [id] });
  }

  /** @returns {Promise<Look>} */
  async look() {
    const first = await this.page({ limit: String(pageLimit) });
    if (first.refusal !== undefined) throw new Error(`the list was refused with ${first.refusal}`);
    const rows = rowsIn(first.body);
    const cursors = new Set();
    for (let { body } = first; body?.paging?.next !== undefined;) {
      const after = body.paging.cursors?.after;
      if (typeof after !== "string" || cursors.has(after) || cursors.size === maxPages)
        throw new Error("the list's pages do not end");
      cursors.add(after);
      ({ body } = await this.page({ limit: String(pageLimit), after }));
      rows.push(...rowsIn(body));
    }
    return { first, rows: rows.filter(({ id }, index) => rows.findIndex((row) => row.id === id) === index) };
  }

  /**
   * Reads the list until the rows show a write, or `reads` times.
   * @param {(rows: Row[]) => boolean} isSeen
   * @returns {Promise<Look & { looks: number, seen: boolean }>}
   */
  async lookUntil(isSeen) {
    for (let looks = 1; ; looks++) {
      const look = await this.look();
      const seen = isSeen(look.rows);
      if (seen || looks === this.#pauses.reads) return { ...look, looks, seen };
      await this.#pauses.pause();
    }
  }

  /** Returns a row once it shows a write. @param {(row: Row) => boolean} [isSeen] @returns {Promise<Row>} */
  async rowOnce(id, isSeen = () => true) {
    const found = (rows) => rows.find((row) => row.id === id && isSeen(row));
    const { rows, looks } = await this.lookUntil((all) => found(all) !== undefined);
    const row = found(rows);
    if (row === undefined) throw new Undecided(`the list did not show the write in ${looks} reads`);
    return row;
  }

  /**
   * @param {{ name: string, welcome_message_sequence: unknown }} fields
   * @param {(fields: any) => any} [encode] Default: a JSON body.
   * @returns {Promise<{ id: string | undefined, refusal: string | undefined, answer: import("./graph.mjs").Answer }>}
   */
  async create(fields, encode = (plain) => plain) {
    if (!isOfProbe(fields)) throw new Error("a name without the probe's prefix");
    const answer = await this.#graph.call({ method: "POST", path: this.#edge, body: encode(fields) });
    if (answer.refusal !== undefined) return { id: undefined, refusal: answer.refusal, answer };
    const id = idOf(answer.body);
    if (id === undefined) throw new Error("a create was answered without an id");
    this.made.add(id);
    return { id, refusal: undefined, answer };
  }

  /** Creates an ordinary row. @returns {Promise<string>} The id. */
  async mustCreate(fields) {
    const { id, refusal } = await this.create(fields);
    if (id === undefined) throw new Error(`an ordinary create was refused with ${refusal}`);
    return id;
  }

  /** Updates a row and asks for fields of the stored row. @returns {Promise<import("./graph.mjs").Answer>} */
  updateAsking(id, fields, query) {
    const body = { sequence_id: digits(id), ...fields };
    return this.#graph.call({ method: "POST", path: this.#edge, query, body });
  }

  /** @param {string} [said] Replaces the body in the evidence. @returns {Promise<string | undefined>} The code if Meta rejects it. */
  async update(id, fields, said) {
    const body = { sequence_id: digits(id), ...fields };
    return (await this.#graph.call({ method: "POST", path: this.#edge, body, said })).refusal;
  }

  /** @returns {Promise<import("./graph.mjs").Answer>} */
  async remove(id) {
    const query = { sequence_id: digits(id) };
    const answer = await this.#graph.call({ method: "DELETE", path: this.#edge, query });
    if (answer.refusal === undefined || answer.refusal === "4027017") this.made.delete(id);
    return answer;
  }

  get #edge() {
    return [this.wabaId, "welcome_message_sequences"];
  }
}

/** Requires an id: without one, a POST creates, and the effect of a DELETE is unknown. */
function digits(id) {
  if (!/^\d{1,32}$/.test(id)) throw new Error(`${JSON.stringify(id)} is no id to write to`);
  return id;
}

const idOf = (raw) => {
  const id = raw?.id ?? raw?.sequence_id;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
};

const listIn = (body) => (Array.isArray(body) ? body : Array.isArray(body?.data) ? body.data : []);

/** @returns {Row[]} */
export const rowsIn = (body) => listIn(body).map(rowOf);

function rowOf(raw) {
  return { id: idOf(raw) ?? "", name: raw?.name, content: contentOf(raw?.welcome_message_sequence), raw };
}

/** Parses JSON text, also nested JSON text. */
function contentOf(value, depth = 0) {
  if (typeof value !== "string" || depth === 2) return value ?? undefined;
  try {
    return contentOf(parseExactJson(value), depth + 1);
  } catch {
    return undefined;
  }
}

/** Returns undefined, which shows the whole response, if it contains only rows of the probe. */
function withoutOthers(body) {
  const rows = listIn(body);
  if (rows.every(isOfProbe)) return undefined;
  const kept = rows.map((row) => (isOfProbe(row) ? row : "(not of the probe)"));
  return Array.isArray(body) ? kept : { ...body, data: kept };
}

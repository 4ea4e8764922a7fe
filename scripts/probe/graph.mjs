/** Sends raw requests to the Graph API and records redacted evidence. */
import { proveAppSecret } from "../../provider/dist/client/graph-client.js";
import { outcomeOf } from "../../provider/dist/client/outcome.js";
import { parseExactJson } from "../../provider/dist/schema/exact-json.js";
import { readUsage } from "../../provider/dist/client/usage.js";
import { Transport } from "../../provider/dist/client/transport.js";
import { printable } from "../../provider/dist/client/redact.js";
import { KnownSecrets } from "../../provider/dist/schema/known-secrets.js";
import { Stop } from "./stops.mjs";

const attemptTimeoutMs = 15_000;
/** Maximum length of a request or response in the evidence. Longer ones lose their middle. */
const maxEvidenceCharacters = 800;
/** Maximum usage in the headers. The rest is reserved for removing created rows. */
const maxUsagePercent = 80;

/**
 * @typedef {object} Answer
 * @property {number} httpStatus
 * @property {string} text
 * @property {Record<string, unknown>} headers
 * @property {any} body Parsed, with long integers as text; undefined if it is not JSON.
 * @property {string | undefined} refusal The error code if Meta rejected the request, such as "4027017" or "100/33".
 *
 * @typedef {object} Exchange Evidence, without the token.
 * @property {string} request
 * @property {number | null} httpStatus
 * @property {string} answer
 */

export class Graph {
  /** @type {Exchange[]} */
  exchanges = [];
  /** Parsed usage headers by name; undefined if one is not JSON. */
  usage = new Map();
  /** Number of sent requests. */
  calls = 0;
  #options;
  #known;
  #transport;
  #stopped;
  #usedPercent = 0;
  #isFinishing = false;

  /** @param {{ baseUrl: string, apiVersion: string, accessToken: string, appSecret?: string }} options */
  constructor(options) {
    this.#options = options;
    this.#known = new KnownSecrets([
      ["accessToken", options.accessToken],
      ["appSecret", options.appSecret],
    ]);
    this.#transport = new Transport(options.baseUrl);
  }

  /** Makes the next call fail with this reason instead of sending it. */
  stop(reason) {
    this.#stopped ??= new Stop(reason);
  }

  /** Lifts all stops except Meta's, so that created rows can be removed. */
  finish() {
    this.#isFinishing = true;
  }

  /**
   * @param {{ method: "GET" | "POST" | "DELETE", path: string[], query?: Record<string, string>, body?: any, said?: string, shown?: (answer: any) => any }} call
   *   `body`: an object goes as JSON, URLSearchParams as a form, FormData as multipart. `said` replaces the body in the evidence,
   *   `shown` hides parts of the response from it.
   * @returns {Promise<Answer>} Throws if Meta throttles or rejects the token, or if the outcome of the call is unknown.
   */
  async call(call) {
    if (this.#usedPercent >= maxUsagePercent)
      this.stop(`Meta's usage headers say that ${this.#usedPercent}% of the hour's calls are used`);
    if (this.#stopped !== undefined && !this.#isFinishing) throw this.#stopped;
    this.calls += 1;
    const raw = await this.#exchange(call);
    const outcome = "why" in raw ? raw : outcomeOf(raw, this.#known, { kind: "waba", id: call.path[0] });
    this.#note(call, raw, outcome);
    switch (outcome.kind) {
      case "accepted":
        return { ...raw, body: outcome.body, refusal: undefined };
      case "rejected":
        if (endings.has(outcome.error.meaning.kind)) throw new Stop(`Meta refused: ${sayProblem(outcome.error)}`);
        return { ...raw, body: readJson(raw.text), refusal: outcome.error.code };
      case "throttled":
        throw new Stop(throttling(outcome), { maySweep: false });
      default:
        throw new Error(`${sayRequest(call)} ended without a clear answer: ${sayUnclear(outcome)}`);
    }
  }

  #exchange({ method, path, query, body }) {
    const { accessToken, apiVersion, appSecret } = this.#options;
    return this.#transport.send(
      {
        method,
        path: [apiVersion, ...path],
        query: { ...query, ...proveAppSecret(appSecret, accessToken) },
        headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
        body,
      },
      attemptTimeoutMs,
    );
  }

  #note(call, raw, outcome) {
    const clean = (text) => withoutMiddle(printable(text, this.#known, Infinity));
    const hidden = call.shown === undefined ? undefined : call.shown(outcome.body);
    const answer = "why" in raw ? raw.why : hidden === undefined ? raw.text : JSON.stringify(hidden);
    const request = clean(sayRequest(call));
    this.exchanges.push({ request, httpStatus: raw.httpStatus ?? null, answer: clean(answer) });
    const { headers = {} } = raw;
    this.#usedPercent = Math.max(this.#usedPercent, ...readUsage(headers).map(({ percent }) => percent));
    for (const name of ["x-app-usage", "x-business-use-case-usage"]) {
      if (typeof headers[name] === "string") this.usage.set(name, readJson(headers[name]));
    }
  }
}

function withoutMiddle(text) {
  if (text.length <= maxEvidenceCharacters) return text;
  const half = maxEvidenceCharacters / 2;
  return `${text.slice(0, half)} … ${text.slice(-half)}`;
}

/** Errors that every further call would return too. */
const endings = new Set(["credentials", "blocked", "not-available-yet"]);

const sayProblem = ({ title, message, code }) => `${[title, message].filter(Boolean).join(": ")} (code ${code})`;

const sayUnclear = ({ why, error: problem }) => (problem === undefined ? why : `${why}: ${sayProblem(problem)}`);

function throttling({ error: problem, waitMs }) {
  const wait = waitMs === undefined ? "Meta did not say for how long" : `for ${Math.ceil(waitMs / 60_000)} min`;
  return `Meta throttles: ${sayProblem(problem)}, ${wait}`;
}

function sayRequest({ method, path, query, body, said }) {
  const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
  const sent = body === undefined ? "" : ` ${said ?? sayBody(body)}`;
  return `${method} /${path.join("/")}${search}${sent}`;
}

function sayBody(body) {
  if (body instanceof URLSearchParams) return `form ${JSON.stringify(Object.fromEntries(body))}`;
  if (body instanceof FormData) return `multipart ${JSON.stringify(Object.fromEntries(body))}`;
  return JSON.stringify(body);
}

/** Parses JSON. Returns undefined if the text is not JSON. */
function readJson(text) {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

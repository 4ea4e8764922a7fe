/** Raw HTTP to Graph: each answer as it came, and a redacted line of evidence for it. */
import { proveAppSecret } from "../../provider/dist/client/graph-client.js";
import { outcomeOf } from "../../provider/dist/client/outcome.js";
import { parseExactJson } from "../../provider/dist/schema/exact-json.js";
import { usedPercents } from "../../provider/dist/client/usage.js";
import { Transport } from "../../provider/dist/client/transport.js";
import { printable } from "../../provider/dist/client/redact.js";
import { KnownSecrets } from "../../provider/dist/schema/known-secrets.js";
import { Stop } from "./stops.mjs";

const attemptTimeoutMs = 15_000;
/** Of one request or answer; what is longer loses its middle. */
const maxEvidenceCharacters = 800;
/** Of what the usage headers count; beyond it the rest is left for removing what was made. */
const maxUsagePercent = 80;

/**
 * @typedef {object} Answer
 * @property {number} httpStatus
 * @property {string} text
 * @property {Record<string, unknown>} headers
 * @property {any} body Parsed, with long integers as text; undefined when it is no JSON.
 * @property {string | undefined} refusal The telling code when Graph said no, such as "4027017" or "100/33".
 *
 * @typedef {object} Exchange Evidence, without the token.
 * @property {string} request
 * @property {number | null} httpStatus
 * @property {string} answer
 */

export class Graph {
  /** @type {Exchange[]} */
  exchanges = [];
  /** Usage headers by name, parsed; undefined when one is no JSON. */
  usage = new Map();
  /** Requests that were sent. */
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

  /** The next call ends with this reason instead of being sent. */
  stop(reason) {
    this.#stopped ??= new Stop(reason);
  }

  /** From now on nothing but Meta stops a call: what was made is being removed. */
  finish() {
    this.#isFinishing = true;
  }

  /**
   * @param {{ method: "GET" | "POST" | "DELETE", path: string[], query?: Record<string, string>, body?: any, said?: string, shown?: (answer: any) => any }} call
   *   `body`: an object goes as JSON, URLSearchParams as a form, FormData as multipart. `said` stands for the body in the evidence,
   *   `shown` hides parts of the answer from it.
   * @returns {Promise<Answer>} Throws when Meta throttles or refuses the token, and when it is not known what became of the call.
   */
  async call(call) {
    if (this.#usedPercent >= maxUsagePercent)
      this.stop(`Meta's usage headers say that ${this.#usedPercent}% of the hour's calls are used`);
    if (this.#stopped !== undefined && !this.#isFinishing) throw this.#stopped;
    this.calls += 1;
    const raw = await this.#exchange(call);
    const outcome = "why" in raw ? raw : outcomeOf(raw, this.#known);
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
    this.#usedPercent = Math.max(this.#usedPercent, ...usedPercents(headers).values());
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

/** Refusals that every further call would meet as well. */
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

/** Undefined when it is no JSON. */
function readJson(text) {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

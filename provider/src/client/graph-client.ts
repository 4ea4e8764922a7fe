import type { MetaApi } from "../schema/api-versions";
import { exactJsonText } from "../schema/exact-json";
import { KnownSecrets } from "../schema/known-secrets";
import { proveAppSecret } from "./app-secret-proof";
import { CallError, outOfTime, type RetryLimit } from "./call-error";
import { Deadline, type Clock } from "./clock";
import { outcomeOf, type FailedOutcome, type Outcome } from "./outcome";
import type { RateLimiter } from "./rate-limiter";
import type { RetryPolicy, Retries } from "./retry";
import { Transport } from "./transport";
import type { VersionMonitor } from "./version-monitor";

/** Where and how to reach Graph. Every value has been validated. */
export interface Connection {
  /** Scheme and host, no path, e.g. `https://graph.facebook.com`. */
  readonly baseUrl: string;
  /** Undefined when no token is set; the first call then fails. */
  readonly accessToken: string | undefined;
  /** Secret of the app behind the token. When it is set, every call carries `appsecret_proof`. */
  readonly appSecret?: string | undefined;
  readonly attemptTimeoutMs: number;
  readonly operationTimeoutMs: number;
}

/** What all calls of one process share. */
export interface Shared {
  readonly clock: Clock;
  readonly retries: Retries;
  readonly rateLimiter: RateLimiter;
  readonly versions: VersionMonitor;
  /** Masked in what Meta answers. Default: the token and the app secret of the connection. */
  readonly knownSecrets?: KnownSecrets;
}

export interface Call {
  /** Decides the version in the address. Default: `graph`. */
  readonly api?: MetaApi;
  readonly method: "GET" | "POST" | "DELETE";
  /** Path segments after the version; each is percent-encoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; bigint goes out with all its digits. */
  readonly body?: unknown;
  readonly replay: RetryPolicy;
}

export class MissingAccessTokenError extends Error {
  override readonly name = "MissingAccessTokenError";
}

/** Sends calls, each bounded in time, bytes and attempts. Returns the answer's parsed body or throws `CallError`. */
export class GraphClient {
  readonly #connection: Connection;
  readonly #shared: Shared;
  readonly #transport: Transport;
  readonly #known: KnownSecrets;

  constructor(connection: Connection, shared: Shared) {
    this.#connection = connection;
    this.#shared = shared;
    this.#transport = new Transport(connection.baseUrl);
    this.#known =
      shared.knownSecrets ??
      new KnownSecrets([
        ["accessToken", connection.accessToken],
        ["appSecret", connection.appSecret],
      ]);
  }

  async send(call: Call, deadline: Deadline): Promise<{ readonly body: unknown; readonly httpStatus: number }> {
    const { accessToken, baseUrl, operationTimeoutMs } = this.#connection;
    const { clock, retries, rateLimiter, versions } = this.#shared;
    if (accessToken === undefined) throw new MissingAccessTokenError("no access token");
    const version = versions.requireUsable(call.api ?? "graph");
    const { host } = new URL(baseUrl);
    const begunMs = clock.nowMs();
    const givenUp = (outcome: FailedOutcome, attempts: number, limit: RetryLimit | undefined): CallError =>
      new CallError(outcome, { attempts, elapsedMs: clock.nowMs() - begunMs, limit }, host);
    for (let attempts = 1; ; attempts++) {
      const held = await rateLimiter.acquire(deadline);
      // What goes out with no time left would be cut off at once, its outcome unknown.
      if (held === "out-of-time" || deadline.leftMs === 0) throw givenUp(outOfTime, attempts - 1, undefined);
      if (held !== undefined) {
        const isTold = held.waitMs !== undefined;
        throw givenUp(
          held,
          attempts - 1,
          isTold ? { setting: "operationTimeoutMs", value: operationTimeoutMs } : undefined,
        );
      }
      const outcome = await this.#exchange(call, { accessToken, version }, deadline);
      if (outcome.kind === "accepted") {
        if (attempts === 1) retries.recordFirstTrySuccess();
        return outcome;
      }
      const next = retries.planRetry(outcome, { replay: call.replay, attempts, deadline });
      if ("limit" in next) {
        if (outcome.kind === "throttled") rateLimiter.block(outcome);
        throw givenUp(outcome, attempts, next.limit);
      }
      // After a throttle everybody waits, this call among them, when it takes its next turn.
      if (outcome.kind === "throttled") rateLimiter.pauseFor(outcome, next.waitMs);
      else await clock.sleep(next.waitMs);
    }
  }

  async #exchange(
    call: Call,
    { accessToken, version }: { readonly accessToken: string; readonly version: string },
    deadline: Deadline,
  ): Promise<Outcome> {
    const answer = await this.#transport.send(
      {
        method: call.method,
        path: [version, ...call.path],
        query: { ...call.query, ...proveAppSecret(this.#connection.appSecret, accessToken) },
        headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json", ...jsonHeader(call) },
        ...(call.body === undefined ? {} : { body: exactJsonText(call.body) }),
      },
      Math.min(this.#connection.attemptTimeoutMs, deadline.leftMs),
    );
    if ("kind" in answer) return answer;
    this.#shared.rateLimiter.observeHeaders(answer.headers);
    this.#shared.versions.observeAnswer(call.api ?? "graph", answer.headers);
    return outcomeOf(answer, this.#known);
  }
}

function jsonHeader({ body }: Call) {
  return body === undefined ? {} : { "Content-Type": "application/json" };
}

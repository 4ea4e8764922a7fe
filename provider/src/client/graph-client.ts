import type { MetaApi } from "../schema/api-versions";
import { exactJsonText } from "../schema/exact-json";
import { KnownSecrets } from "../schema/known-secrets";
import { proveAppSecret } from "./app-secret-proof";
import { CallFailed, outOfTime, type Limit } from "./call-failed";
import { Deadline, type Clock } from "./clock";
import { outcomeOf, type FailedOutcome, type Outcome } from "./outcome";
import type { Pace } from "./pace";
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
  readonly pace: Pace;
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

export class NoAccessToken extends Error {
  override readonly name = "NoAccessToken";
}

/** Sends calls, each bounded in time, bytes and attempts. Returns the answer's parsed body or throws `CallFailed`. */
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
    const { clock, retries, pace, versions } = this.#shared;
    if (accessToken === undefined) throw new NoAccessToken("no access token");
    const version = versions.requireUsable(call.api ?? "graph");
    const { host } = new URL(baseUrl);
    const begunMs = clock.nowMs();
    const givenUp = (outcome: FailedOutcome, attempts: number, limit: Limit | undefined): CallFailed =>
      new CallFailed(outcome, { attempts, elapsedMs: clock.nowMs() - begunMs, limit }, host);
    for (let attempts = 1; ; attempts++) {
      const held = await pace.turn(deadline);
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
        if (attempts === 1) retries.succeededAtOnce();
        return outcome;
      }
      const next = retries.next(outcome, { replay: call.replay, attempts, deadline });
      if ("limit" in next) {
        if (outcome.kind === "throttled") pace.stop(outcome);
        throw givenUp(outcome, attempts, next.limit);
      }
      // After a throttle everybody waits, this call among them, when it takes its next turn.
      if (outcome.kind === "throttled") pace.hold(outcome, next.waitMs);
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
    this.#shared.pace.heed(answer.headers);
    this.#shared.versions.observeAnswer(call.api ?? "graph", answer.headers);
    return outcomeOf(answer, this.#known);
  }
}

function jsonHeader({ body }: Call) {
  return body === undefined ? {} : { "Content-Type": "application/json" };
}

import { createHmac } from "node:crypto";
import type { MetaApi } from "../schema/api-versions";
import { exactJsonText } from "../schema/exact-json";
import { KnownSecrets } from "../schema/known-secrets";
import { CallError, outOfTime, type RetryLimit } from "./call-error";
import { Deadline, type Clock } from "./clock";
import { outcomeOf, type FailedOutcome, type AttemptOutcome } from "./outcome";
import type { AccountRef, LimitScope } from "./limit-scope";
import type { RateLimiter } from "./rate-limiter";
import type { RetryPolicy, Retries } from "./retry";
import { Transport } from "./transport";
import { readUsage, type Usage } from "./usage";
import type { VersionMonitor } from "./version-monitor";

/** Connection settings of the Graph API. Every value is validated. */
export interface Connection {
  /** Scheme and host, no path, e.g. `https://graph.facebook.com`. */
  readonly baseUrl: string;
  /** Undefined if no token is set; the first call then fails. Not read if the process has a source of tokens. */
  readonly accessToken: string | undefined;
  /** Secret of the token's app. If set, every call carries `appsecret_proof`. */
  readonly appSecret?: string | undefined;
  readonly attemptTimeoutMs: number;
  readonly operationTimeoutMs: number;
}

/** State that all calls of one process share. */
export interface Shared {
  readonly clock: Clock;
  readonly retries: Retries;
  readonly rateLimiter: RateLimiter;
  readonly versions: VersionMonitor;
  /** Secrets to mask in Meta's responses. Default: the token and the app secret of the connection. */
  readonly knownSecrets?: KnownSecrets;
  /** Default: the connection's token for every account. */
  readonly tokens?: TokenSource;
}

export interface GraphCall {
  /** The account that the call works with; undefined if it is not known, as for an ad that is read by its id. */
  readonly account?: AccountRef | undefined;
  /** The call counts against the app's own limit, not against the account's. Default: false. */
  readonly isAppWide?: boolean;
  /** Selects the API version in the URL. Default: `graph`. */
  readonly api?: MetaApi;
  readonly method: "GET" | "POST" | "DELETE";
  /** Path segments after the version; each is percent-encoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. bigint keeps all its digits. */
  readonly body?: unknown;
  readonly replay: RetryPolicy;
}

/** Finds the access token of each account. */
interface TokenSource {
  /** Returns the token for calls that work with the account; undefined if no token is set at all. */
  load(account: AccountRef | undefined, deadline: Deadline): Promise<string | undefined>;
}

/** No token for an account, with the reason and the remedy in whole sentences. Nothing was sent. */
export class AccessTokenError extends Error {
  override readonly name = "AccessTokenError";
}

export class MissingAccessTokenError extends Error {
  override readonly name = "MissingAccessTokenError";
}

/** Sends Graph API calls, with limits on time, bytes and attempts. Returns the parsed body or throws `CallError`. */
export class GraphClient {
  readonly #connection: Connection;
  readonly #shared: Shared;
  readonly #transport: Transport;
  readonly #known: KnownSecrets;
  /** Ad accounts by the id of an ad, as responses report them: a call for an ad names none. */
  readonly #adAccounts = new Map<string, AccountRef>();
  readonly #tokens: TokenSource;

  constructor(connection: Connection, shared: Shared) {
    this.#connection = connection;
    this.#shared = shared;
    this.#transport = new Transport(connection.baseUrl);
    this.#tokens = shared.tokens ?? { load: () => Promise.resolve(connection.accessToken) };
    this.#known =
      shared.knownSecrets ??
      new KnownSecrets([
        ["accessToken", connection.accessToken],
        ["appSecret", connection.appSecret],
      ]);
  }

  async send(call: GraphCall, deadline: Deadline): Promise<{ readonly body: unknown; readonly httpStatus: number }> {
    const { baseUrl, operationTimeoutMs } = this.#connection;
    const { clock, retries, rateLimiter, versions } = this.#shared;
    const accessToken = await this.#tokens.load(call.account, deadline);
    if (accessToken === undefined) throw new MissingAccessTokenError("no access token");
    const version = versions.requireUsable(call.api ?? "graph");
    const { host } = new URL(baseUrl);
    const startMs = clock.nowMs();
    const createError = (outcome: FailedOutcome, attempts: number, limit: RetryLimit | undefined): CallError =>
      new CallError(outcome, { attempts, elapsedMs: clock.nowMs() - startMs, limit }, host, call.account);
    for (let attempts = 1; ; attempts++) {
      const blocked = await rateLimiter.acquire(this.#scopeOf(call), deadline);
      // A request with no time left would abort at once, with an unknown outcome.
      if (blocked === "out-of-time" || deadline.leftMs === 0) throw createError(outOfTime, attempts - 1, undefined);
      if (blocked !== undefined) {
        const isWaitKnown = blocked.waitMs !== undefined;
        throw createError(
          blocked,
          attempts - 1,
          isWaitKnown ? { setting: "operationTimeoutMs", value: operationTimeoutMs } : undefined,
        );
      }
      const outcome = await this.#exchange(call, { accessToken, version }, deadline);
      if (outcome.kind === "accepted") {
        if (attempts === 1) retries.recordFirstTrySuccess(this.#scopeOf(call));
        return outcome;
      }
      const next = retries.planRetry(outcome, { replay: call.replay, attempts, deadline });
      if ("limit" in next) {
        if (outcome.kind === "throttled") rateLimiter.block(outcome);
        throw createError(outcome, attempts, next.limit);
      }
      // After a throttle all calls of the scope wait, including this one when it next acquires the limiter.
      if (outcome.kind === "throttled") rateLimiter.pauseFor(outcome, next.waitMs);
      const waitsInLimiter = outcome.kind === "throttled" && (outcome.scope === "app" || call.isAppWide !== true);
      if (!waitsInLimiter) await clock.sleep(next.waitMs);
    }
  }

  async #exchange(
    call: GraphCall,
    { accessToken, version }: { readonly accessToken: string; readonly version: string },
    deadline: Deadline,
  ): Promise<AttemptOutcome> {
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
    const usage = readUsage(answer.headers);
    this.#learnAdAccount(call, usage);
    const outcome = outcomeOf(answer, this.#known, this.#scopeOf(call), call.account);
    this.#shared.rateLimiter.observe(usage, outcome);
    this.#shared.versions.observeAnswer(call.api ?? "graph", answer.headers);
    return outcome;
  }

  /** Returns what Meta counts the call against. */
  #scopeOf({ account, isAppWide, api, path: [node = ""] }: GraphCall): LimitScope {
    if (isAppWide === true) return "app";
    return account ?? this.#adAccounts.get(node) ?? (api === "marketing" ? "ads" : "messages");
  }

  /** Remembers the ad account of an ad from a response that reports the usage of one ad account. */
  #learnAdAccount(call: GraphCall, usage: readonly Usage[]): void {
    if (this.#scopeOf(call) !== "ads") return;
    const [account, ...others] = usage.flatMap(({ scope }) => (scope === "app" ? [] : scope));
    const [node] = call.path;
    if (account?.kind === "adAccount" && others.length === 0 && node !== undefined) this.#adAccounts.set(node, account);
  }
}

function jsonHeader({ body }: GraphCall) {
  return body === undefined ? {} : { "Content-Type": "application/json" };
}

/** Builds the `appsecret_proof` parameter; none without a secret. Source: Meta, "Secure Graph API calls". */
export function proveAppSecret(appSecret: string | undefined, accessToken: string): Readonly<Record<string, string>> {
  if (appSecret === undefined) return {};
  return { appsecret_proof: createHmac("sha256", appSecret).update(accessToken).digest("hex") };
}

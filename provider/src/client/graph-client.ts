import axios, { type AxiosInstance } from "axios";
import { CallFailed, outOfTime } from "./call-failed";
import { Deadline, type Clock } from "./clock";
import { outcomeOf, outcomeOfNetworkError, type Outcome } from "./outcome";
import { nextWaitMs, type Replay } from "./retry";

/** Where and how to reach Graph. Every value has been validated. */
export interface Connection {
  /** Scheme and host, no path, e.g. `https://graph.facebook.com`. */
  readonly baseUrl: string;
  readonly apiVersion: string;
  /** Undefined when no token is set; the first call then fails. */
  readonly accessToken: string | undefined;
  readonly maxAttempts: number;
  readonly attemptTimeoutMs: number;
}

export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path segments after the version; each is percent-encoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly replay: Replay;
}

export class NoAccessToken extends Error {
  override readonly name = "NoAccessToken";
}

const maxAnswerBytes = 2 * 1024 * 1024;
const maxRequestBytes = 256 * 1024;
const loopbackHost = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/;

/** Sends calls, each bounded in time, bytes and attempts. Returns the answer's parsed body or throws `CallFailed`. */
export class GraphClient {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #http: AxiosInstance;

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    this.#http = axios.create({
      baseURL: `${connection.baseUrl}/${connection.apiVersion}`,
      allowAbsoluteUrls: false,
      maxRedirects: 0,
      maxContentLength: maxAnswerBytes,
      maxBodyLength: maxRequestBytes,
      responseType: "text",
      // Answers are parsed by us, so that long integers keep their digits and malformed text is seen as such.
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
      ...(loopbackHost.test(connection.baseUrl) ? { proxy: false } : {}),
    });
  }

  async send(call: Call, deadline: Deadline): Promise<{ readonly body: unknown; readonly httpStatus: number }> {
    const { maxAttempts, accessToken, baseUrl } = this.#connection;
    if (accessToken === undefined) throw new NoAccessToken("no access token");
    const host = new URL(baseUrl).host;
    for (let attempts = 1; ; attempts++) {
      // What goes out with no time left would be cut off at once, its fate unknown.
      if (deadline.leftMs === 0) throw outOfTime(host);
      const outcome = await this.#exchange(call, accessToken, deadline);
      if (outcome.kind === "answered") return outcome;
      const waitMs = nextWaitMs(outcome, {
        replay: call.replay,
        attempts,
        maxAttempts,
        leftMs: deadline.leftMs,
        random: Math.random(),
      });
      if (waitMs === undefined) throw new CallFailed(outcome, attempts, host);
      await this.#clock.sleep(waitMs);
    }
  }

  async #exchange(call: Call, token: string, deadline: Deadline): Promise<Outcome> {
    // axios' own timeout does not fire on a body that dribbles, so the whole exchange has a deadline of its own.
    const timeoutMs = Math.min(this.#connection.attemptTimeoutMs, deadline.leftMs);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const answer = await this.#http.request<string>({
        method: call.method,
        url: `/${call.path.map(encodeURIComponent).join("/")}`,
        params: call.query,
        data: call.body,
        headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
        signal: abort.signal,
      });
      return outcomeOf({ httpStatus: answer.status, text: answer.data, headers: answer.headers }, token);
    } catch (error) {
      if (abort.signal.aborted)
        return { kind: "unknown-fate", why: `no complete answer within ${Math.round(timeoutMs / 1000)} s` };
      if (!axios.isAxiosError(error)) throw error;
      return outcomeOfNetworkError(error.code ?? "", error.message);
    } finally {
      clearTimeout(timer);
    }
  }
}

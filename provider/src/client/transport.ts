import axios, { type AxiosInstance } from "axios";
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https, { type RequestOptions } from "node:https";
import type { Socket } from "node:net";
import { isCertificateError, outcomeOfNetworkError, type NotSent, type RawResponse, type Unknown } from "./outcome";
import { findProxy, ProxyFailure, type Proxy } from "./proxy";
import { agentOf, openTunnel } from "./tunnel";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Segments, each still to be percent-encoded. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Text goes out as it is; anything else as axios writes it. */
  readonly body?: unknown;
}

const maxAnswerBytes = 2 * 1024 * 1024;
const maxRequestBytes = 256 * 1024;

/**
 * Sends single requests to one host, bounded in time and bytes: directly, or through a tunnel of the proxy that the environment names
 * (`findProxy`; never to a loopback address). Only what comes through the tunnel and TLS is an answer. Each tunnel carries one request and
 * is closed after it.
 */
export class Transport {
  readonly #baseUrl: string;
  readonly #http: AxiosInstance;

  /** @param baseUrl Scheme and host, validated. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
    this.#http = axios.create({
      baseURL: baseUrl,
      allowAbsoluteUrls: false,
      maxRedirects: 0,
      maxContentLength: maxAnswerBytes,
      maxBodyLength: maxRequestBytes,
      responseType: "text",
      // Answers are parsed by us, so that long integers keep their digits and malformed text is seen as such.
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
      // Its own way through proxies takes the answer to a refused CONNECT for the host's (decisions/0018).
      proxy: false,
    });
  }

  /** The answer as it came, whatever its status; or what is known without one. */
  async send(request: HttpRequest, timeoutMs: number): Promise<RawResponse | NotSent | Unknown> {
    // axios' own timeout does not fire on a body that dribbles, so the whole exchange has a deadline of its own.
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    let tunnel: Socket | undefined;
    try {
      const proxy = findProxy(this.#baseUrl, process.env);
      if (proxy === undefined) return await this.#exchange(request, abort.signal, timeoutMs);
      tunnel = await openTunnel(proxy, new URL(this.#baseUrl), abort.signal);
      return await this.#exchange(request, abort.signal, timeoutMs, { proxy, tunnel });
    } catch (error) {
      if (error instanceof ProxyFailure) return error.outcome;
      throw error;
    } finally {
      clearTimeout(timer);
      tunnel?.destroy();
    }
  }

  async #exchange(
    { method, path, query, headers, body }: HttpRequest,
    signal: AbortSignal,
    timeoutMs: number,
    way?: Way,
  ): Promise<RawResponse | NotSent | Unknown> {
    const watch = new RequestWatch(way !== undefined);
    try {
      const answer = await this.#http.request<string>({
        ...{ method, headers, signal, params: query, data: body, transport: watch },
        url: `/${path.map(encodeURIComponent).join("/")}`,
        ...(way === undefined ? {} : { httpsAgent: agentOf(way.tunnel) }),
      });
      return { httpStatus: answer.status, text: answer.data, headers: answer.headers };
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error;
      const { hasLeft } = watch;
      const outcome = signal.aborted
        ? outcomeOfTimeout(timeoutMs, hasLeft)
        : outcomeOfNetworkError(error.code, error.message, hasLeft);
      return way === undefined ? outcome : { ...outcome, ...nameProxy(outcome, way.proxy, error.code) };
    }
  }
}

/** A proxy and the tunnel through it. */
interface Way {
  readonly proxy: Proxy;
  readonly tunnel: Socket;
}

function outcomeOfTimeout(timeoutMs: number, hasLeft: boolean): NotSent | Unknown {
  const seconds = Math.round(timeoutMs / 100) / 10;
  return hasLeft
    ? { kind: "unknown", isTimeout: true, why: `no complete answer within ${seconds} s` }
    : { kind: "not_sent", isTimeout: true, why: `no connection within ${seconds} s`, mayRepeat: true };
}

/** What a failure in a tunnel is to say besides: whose tunnel, and what to do about a certificate. */
function nameProxy(
  { why }: { readonly why: string },
  { label }: Proxy,
  code: unknown,
): { why: string; remedy?: string } {
  return {
    why: `${why}, through the proxy ${label}`,
    ...(isCertificateError(String(code)) && {
      remedy:
        "If the proxy inspects TLS and may do so, name the file of its authority in NODE_EXTRA_CA_CERTS; " +
        "otherwise something answers in Meta's place. Nothing was sent.",
    }),
  };
}

/** Makes one request for axios (its option `transport`) and notes from when on bytes of it may have left. */
class RequestWatch {
  /** False while the connection, or TLS on it, is still being set up: nothing of a request is written before. */
  hasLeft = false;
  readonly #isInTunnel: boolean;

  constructor(isInTunnel: boolean) {
    this.#isInTunnel = isInTunnel;
  }

  readonly request = (options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest => {
    const isSecure = options.protocol === "https:";
    const request = (isSecure ? https : http).request(options, onResponse);
    request.once("socket", (socket) => {
      // The connection through a tunnel exists, but TLS begins with this request; any other that exists is ready.
      if (socket.connecting || this.#isInTunnel) {
        socket.once(isSecure ? "secureConnect" : "connect", () => (this.hasLeft = true));
      } else this.hasLeft = true;
    });
    return request;
  };
}

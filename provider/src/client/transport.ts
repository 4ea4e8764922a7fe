import type { AxiosInstance, AxiosStatic } from "axios";
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https, { type RequestOptions } from "node:https";
import type { Socket } from "node:net";
import {
  isCertificateError,
  outcomeOfNetworkError,
  type NotSentAttempt,
  type RawResponse,
  type UnknownAttempt,
} from "./outcome";
import { findProxy, ProxyFailure, type Proxy } from "./proxy";
import { agentOf, openTunnel } from "./tunnel";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path segments, not yet percent-encoded. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Text is sent as it is; axios serializes other values. */
  readonly body?: unknown;
}

const maxAnswerBytes = 2 * 1024 * 1024;
const maxRequestBytes = 256 * 1024;

/**
 * Sends single requests to one host, with limits on time and bytes: directly, or through a tunnel of the proxy in the environment
 * (`findProxy`; never to a loopback address). Only data that arrives through the tunnel and TLS counts as a response. Each tunnel carries
 * one request.
 */
export class Transport {
  readonly #baseUrl: string;
  #http: AxiosInstance | undefined;

  /** @param baseUrl Scheme and host, validated. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /** Returns the raw response with any status, or the outcome without one. */
  async send(request: HttpRequest, timeoutMs: number): Promise<RawResponse | NotSentAttempt | UnknownAttempt> {
    // The timeout of axios does not fire while a slow body arrives, so the whole exchange has its own deadline.
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
  ): Promise<RawResponse | NotSentAttempt | UnknownAttempt> {
    const watch = new RequestWatch(way !== undefined);
    try {
      this.#http ??= createHttp(this.#baseUrl);
      const answer = await this.#http.request<string>({
        ...{ method, headers, signal, params: query, data: body, transport: watch },
        url: `/${path.map(encodeURIComponent).join("/")}`,
        ...(way === undefined ? {} : { httpsAgent: agentOf(way.tunnel) }),
      });
      return { httpStatus: answer.status, text: answer.data, headers: answer.headers };
    } catch (error) {
      if (!loadAxios().isAxiosError(error)) throw error;
      const { hasLeft } = watch;
      const outcome = signal.aborted
        ? outcomeOfTimeout(timeoutMs, hasLeft)
        : outcomeOfNetworkError(error.code, error.message, hasLeft);
      return way === undefined ? outcome : { ...outcome, ...nameProxy(outcome, way.proxy, error.code) };
    }
  }
}

/**
 * Loads axios with the first request. A preview without changes sends none, and axios takes a quarter of a provider's start and a sixth of
 * its memory.
 */
function loadAxios(): AxiosStatic {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import statement would load it at the start.
  return require("axios") as AxiosStatic;
}

function createHttp(baseUrl: string): AxiosInstance {
  return loadAxios().create({
    baseURL: baseUrl,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    maxBodyLength: maxRequestBytes,
    responseType: "text",
    // Responses are parsed here, so that long integers keep their digits and malformed text is detected.
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
    // The proxy support of axios takes the response to a refused CONNECT for the host's (decisions/0018).
    proxy: false,
  });
}

/** A proxy and the tunnel through it. */
interface Way {
  readonly proxy: Proxy;
  readonly tunnel: Socket;
}

function outcomeOfTimeout(timeoutMs: number, hasLeft: boolean): NotSentAttempt | UnknownAttempt {
  const seconds = Math.round(timeoutMs / 100) / 10;
  return hasLeft
    ? { kind: "unknown", isTimeout: true, why: `no complete response within ${seconds} s` }
    : { kind: "not_sent", isTimeout: true, why: `no connection within ${seconds} s`, mayRepeat: true };
}

/** Adds the proxy to a failure in a tunnel, and the next step for a certificate error. */
function nameProxy(
  { why }: { readonly why: string },
  { label }: Proxy,
  code: unknown,
): { why: string; remedy?: string } {
  return {
    why: `${why}, through the proxy ${label}`,
    ...(isCertificateError(String(code)) && {
      remedy:
        "If the proxy is allowed to inspect TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority; " +
        "otherwise something else answers in Meta's place. Nothing was sent.",
    }),
  };
}

/** Makes one request for axios (its option `transport`) and records when bytes of it can have been sent. */
class RequestWatch {
  /** False while the connection, or TLS on it, is being set up: no byte of the request is written before. */
  hasLeft = false;
  readonly #isInTunnel: boolean;

  constructor(isInTunnel: boolean) {
    this.#isInTunnel = isInTunnel;
  }

  readonly request = (options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest => {
    const isSecure = options.protocol === "https:";
    const request = (isSecure ? https : http).request(options, onResponse);
    request.once("socket", (socket) => {
      // A tunnel's connection exists, but TLS begins with this request. Any other existing connection is ready.
      if (socket.connecting || this.#isInTunnel) {
        socket.once(isSecure ? "secureConnect" : "connect", () => (this.hasLeft = true));
      } else this.hasLeft = true;
    });
    return request;
  };
}

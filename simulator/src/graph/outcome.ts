import type { SimulatorContext } from "../state/simulator-context";

/** Facts about one request that its response depends on. */
export interface ExchangeDetails {
  readonly context: SimulatorContext;
  readonly traceId: string;
  /** Business account of the request; the default account if the path has none. */
  readonly accountId: string;
  /** Authorization header, or the token from query or body; empty without a token. */
  readonly authorization: string;
  /** Aborts when the connection or the simulator closes. */
  readonly signal: AbortSignal;
  /** Headers of every Graph response. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Result of a request: an answer, a reset connection ("cut"), no answer ("hang"), or null in a batch ("timed-out"). */
export type ExchangeOutcome =
  Answer | { readonly kind: "cut" } | { readonly kind: "hang" } | { readonly kind: "timed-out" };

export interface Answer {
  readonly kind: "answer";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly transmission: Transmission;
  readonly errorCode: number | null;
  readonly errorSubcode: number | null;
}

export type Encoding = "gzip" | "br" | "deflate" | "identity";

/** Options for sending the text, applied in this order. `{}` sends it unchanged, in one piece. */
export interface Transmission {
  /** Size in bytes after padding with leading white space. */
  readonly padTo?: number | "endless";
  readonly encode?: { readonly encoding: Encoding; readonly claim: string };
  /** Number of bytes after which the connection ends, fewer than announced. */
  readonly cutAfter?: number;
  readonly slowBody?: { readonly chunkBytes: number; readonly everyMs: number };
  /** Closes the connection without announcing it: after this response, or at the next request. */
  readonly close?: "answer" | "next-request";
}

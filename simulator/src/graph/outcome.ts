import type { SimulatorContext } from "../state/simulator-context";

/** Facts about one request that its response depends on. */
export interface ExchangeDetails {
  readonly context: SimulatorContext;
  readonly traceId: string;
  /** The business account the request is about; the default one when its path names none. */
  readonly accountId: string;
  /** The Authorization header, or the token that came in another place; empty when none came. */
  readonly authorization: string;
  /** Ends waits when the connection or the simulator closes. */
  readonly signal: AbortSignal;
  /** What Graph puts on every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What goes back on the socket. */
/** "timed-out" is an item of a batch that is answered with null. */
export type Outcome = Answer | { readonly kind: "cut" } | { readonly kind: "hang" } | { readonly kind: "timed-out" };

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

/** How the text travels. The parts work together, in this order; `{}` is in one piece as it is. */
export interface Transmission {
  /** White space is put before the text until it has so many bytes. */
  readonly padTo?: number | "endless";
  readonly encode?: { readonly encoding: Encoding; readonly claim: string };
  /** Fewer bytes than announced, then the connection ends. */
  readonly cutAfter?: number;
  readonly slowBody?: { readonly chunkBytes: number; readonly everyMs: number };
  /** When the connection is closed without a word: after this answer, or when the next request comes on it. */
  readonly close?: "answer" | "next-request";
}

/** What goes back on the socket. */
/** "timed-out" is an item of a batch that is answered with null. */
export type Outcome = Answered | { readonly kind: "cut" } | { readonly kind: "hang" } | { readonly kind: "timed-out" };

export interface Answered {
  readonly kind: "answer";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly delivery: Delivery;
  readonly errorCode: number | null;
  readonly errorSubcode: number | null;
}

export type Encoding = "gzip" | "br" | "deflate" | "identity";

/** How the text travels. The parts work together, in this order; `{}` is in one piece as it is. */
export interface Delivery {
  /** White space is put before the text until it has so many bytes. */
  readonly padTo?: number | "endless";
  readonly encode?: { readonly encoding: Encoding; readonly claim: string };
  /** Fewer bytes than announced, then the connection ends. */
  readonly cutAfter?: number;
  readonly dribble?: { readonly chunkBytes: number; readonly everyMs: number };
  /** When the connection is closed without a word: after this answer, or when the next request comes on it. */
  readonly close?: "answer" | "next-request";
}

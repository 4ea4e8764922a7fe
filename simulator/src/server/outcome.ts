/** What goes back on the socket. */
export type Outcome = Answered | { readonly kind: "cut" } | { readonly kind: "hang" };

export interface Answered {
  readonly kind: "answer";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Fewer bytes than announced, then the connection ends; null sends all. */
  readonly sendBytes: number | null;
  readonly errorCode: number | null;
  readonly errorSubcode: number | null;
}

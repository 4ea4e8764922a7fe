/** Meaning of an error code, for a program to branch on. */
export type ErrorKind =
  /** This person cannot receive this message, however often it is sent. */
  | "cannot-receive"
  /** An order_status that may not follow the last valid one. */
  | "invalid-transition"
  /** An order that is paid for, or about to be, cannot be canceled. */
  | "cannot-cancel"
  /** The business has not accepted the terms of WhatsApp Payments. */
  | "terms-not-accepted"
  /** Too much was sent by app, account or number. */
  | "throttled"
  /** Too much was sent to one person; others are not affected. */
  | "recipient-throttled"
  /** Meta limits messages that people do not want. */
  | "quality-limited"
  /** More than 24 hours since the person wrote. */
  | "window-closed"
  /** The person's identity key changed. */
  | "recipient-identity"
  /** A person wrote, and Meta cannot pass the message on. */
  | "incoming-unavailable"
  /** The request itself is wrong. */
  | "invalid"
  /** An image, a document or another file could not be fetched or accepted. */
  | "media"
  /** The template or its parameters are wrong, or it may not be used. */
  | "template"
  /** The same for a flow. */
  | "flow"
  /** The same for a group. */
  | "group"
  /** The token is wrong, expired or revoked. */
  | "credentials"
  /** The proof of the app's secret is missing or wrong. */
  | "app-secret"
  /** The token is valid but lacks a permission. */
  | "permission"
  /** Number or account are not set up to send. */
  | "account"
  /** Meta blocked the account for breaking its policies. */
  | "blocked"
  /** The version, or a feature of it, has ended. */
  | "api-version"
  /** A temporary error of Meta's. */
  | "transient"
  /** An error of Meta's or an invalid request: Meta's code 1 can mean both. */
  | "unclear"
  | "other"
  | "no-such-object"
  /** The response has no Graph error. */
  | "no-graph-error"
  // Of the sequences edge.
  | "invalid-data"
  | "create-failed"
  | "update-failed"
  | "not-available-yet"
  | "missing-parameter"
  | "in-use"
  | "not-loadable";

/** `never`: not without a fix; `backoff`: with exponential backoff; `later`: after the time or the event that the advice names. */
export type ErrorRetry = "never" | "backoff" | "later";

/**
 * `accepted`: Meta has the request. `rejected`: Meta rejected it, and nothing changed. `not_sent`: nothing changed, and the same request
 * may succeed later. `unknown`: it may or may not have been executed.
 */
export type SendOutcome = "accepted" | "rejected" | "not_sent" | "unknown";

/** Meaning of one error, independent of its source. */
export interface ErrorMeaning {
  /** For people only: Meta changes titles, and recommends that programs use `code` and details. */
  readonly title: string;
  readonly kind: ErrorKind;
  /** Outcome of the request that this error answers. */
  readonly outcome: Exclude<SendOutcome, "accepted">;
  /** Retry of the same request, derived from Meta's advice. */
  readonly retry: ErrorRetry;
  /** Next step, in one sentence. */
  readonly advice: string;
}

/** Restricts a row to some errors of its code. */
export interface ErrorCondition {
  readonly subcode?: number;
  readonly onlyHttp?: number | "5xx";
  /** Matches one of Meta's texts. */
  readonly onlyText?: RegExp;
  /** End of a range: the row applies to all codes from its own to this one that have no row. */
  readonly lastCode?: number;
}

export interface ErrorRow extends ErrorMeaning {
  readonly code: number;
  /** HTTP status as documented; undefined if no source states it. Informational: only `condition` decides by status. */
  readonly http: number | undefined;
  readonly condition: ErrorCondition;
  /** Retry and advice after a failed status webhook, if the response leaves the outcome open. */
  readonly afterFailure: Pick<ErrorMeaning, "retry" | "advice"> | undefined;
  /** Next step for an incoming message with this error, if it differs. */
  readonly onReceipt: string | undefined;
  /** Source of the row. */
  readonly source: string;
}

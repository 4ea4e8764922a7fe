/** Meaning of an error code, for a program to branch on. */
export type ErrorKind =
  /** This person cannot get this message, however often it is sent. */
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
  /** Meta holds back what people do not want. */
  | "quality-limited"
  /** More than 24 hours since the person wrote. */
  | "window-closed"
  /** The person's identity key changed. */
  | "recipient-identity"
  /** A person wrote, and Meta cannot pass the message on. */
  | "incoming-unavailable"
  /** The request itself is wrong. */
  | "invalid"
  /** An image, a document or the like could not be fetched or taken. */
  | "media"
  /** The template or its parameters are wrong, or it may not be used. */
  | "template"
  /** The same of a flow. */
  | "flow"
  /** The same of a group. */
  | "group"
  /** The token. */
  | "credentials"
  /** The proof of the app's secret is missing or wrong. */
  | "app-secret"
  /** The token is fine, but not for this. */
  | "permission"
  /** Number or account are not set up to send. */
  | "account"
  /** Meta blocked the account for breaking its policies. */
  | "blocked"
  /** The version, or a feature of it, has ended. */
  | "api-version"
  /** Trouble of Meta's own that passes. */
  | "transient"
  /** Trouble of Meta's own, or a wrong request: Meta's code 1 says both. */
  | "unclear"
  | "other"
  | "no-such-object"
  /** Something answered without an error of Meta's. */
  | "no-graph-error"
  // Of the sequences edge.
  | "invalid-data"
  | "create-failed"
  | "update-failed"
  | "not-available-yet"
  | "missing-parameter"
  | "in-use"
  | "not-loadable";

/** `never` without a change of something; `backoff`: after growing pauses; `later`: after the time or the event that the advice names. */
export type ErrorRetry = "never" | "backoff" | "later";

/**
 * `accepted`: Meta has it. `rejected`: Meta said no, and nothing was done. `not_sent`: nothing was done, and the same request may succeed
 * later. `unknown`: it may or may not have been carried out.
 */
export type SendOutcome = "accepted" | "rejected" | "not_sent" | "unknown";

/** What one error says, wherever it came from. */
export interface ErrorMeaning {
  /** To be read by people: Meta changes titles, and asks to build on `code` and details. */
  readonly title: string;
  readonly kind: ErrorKind;
  /** Outcome of the request that this error answers. */
  readonly outcome: Exclude<SendOutcome, "accepted">;
  /** A reading of Meta's advice, for the same request. */
  readonly retry: ErrorRetry;
  /** Next step, in one sentence. */
  readonly advice: string;
}

/** Where a row applies, if not to every error of its code. */
export interface ErrorCondition {
  readonly subcode?: number;
  readonly onlyHttp?: number | "5xx";
  /** In one of Meta's texts. */
  readonly onlyText?: RegExp;
  /** The row is for all codes from its own to this one that have none. */
  readonly lastCode?: number;
}

export interface ErrorRow extends ErrorMeaning {
  readonly code: number;
  /** HTTP status as documented; undefined where no source states it. It decides nothing but in `condition`. */
  readonly http: number | undefined;
  readonly condition: ErrorCondition;
  /** Judgement once a failed status says that the message did not arrive, where the answer leaves that open. */
  readonly afterFailure: Pick<ErrorMeaning, "retry" | "advice"> | undefined;
  /** Next step for the one who received a message with this error, where it differs. */
  readonly onReceipt: string | undefined;
  /** Where it is known from. */
  readonly source: string;
}

import {
  adviceAfterTrouble,
  adviceAfterUnclear,
  adviceOfCode,
  adviceOfKind,
  adviceOfTitle,
  adviceOfUnknownStatus,
  adviceOnReceipt,
  anyAdviceOnReceipt,
} from "./error-advice";
import { errorCodeRows } from "./error-code-rows";

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

/** Something else may have answered in Meta's place. */
export const noGraphError: ErrorMeaning = {
  title: "No code of Meta's",
  kind: "no-graph-error",
  outcome: "rejected",
  retry: "never",
  advice: adviceOfKind["no-graph-error"],
};

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

/** Judgements of kinds that leave the outcome open in an answer. */
const afterFailure: Readonly<Partial<Record<ErrorKind, ErrorRow["afterFailure"]>>> = {
  transient: { retry: "backoff", advice: adviceAfterTrouble },
  unclear: { retry: "never", advice: adviceAfterUnclear },
};

/**
 * Every error code that is known here: the one table for Graph calls, sends and webhooks.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const errorTable: readonly ErrorRow[] = errorCodeRows.map((row) => ({
  ...row,
  advice:
    adviceOfTitle.get(row.title) ??
    (row.condition.onlyText === undefined ? adviceOfCode.get(row.code) : undefined) ??
    adviceOfKind[row.kind],
  afterFailure: row.outcome === "unknown" ? afterFailure[row.kind] : undefined,
  onReceipt: adviceOnReceipt.get(row.code),
}));

/** An error as Meta sends it, as far as it counts here. */
export interface MetaError {
  readonly code: number;
  readonly subcode?: number | undefined;
  /** Undefined in a webhook. */
  readonly httpStatus?: number | undefined;
  /** Message, details and the like. */
  readonly texts?: readonly string[];
  readonly isTransient?: boolean;
}

/** Where an error was met: in the answer to a request, in a status of a message that was sent, or in a message that was received. */
export type ErrorPlace = "answer" | "status" | "received";

/** Meaning of an error. The code decides; the HTTP status only where the table says so, or does not have the code: throttles come with 400. */
export function errorMeaning(error: MetaError, place: ErrorPlace = "answer"): ErrorMeaning {
  const row = findRow(error);
  const { title, kind, outcome, retry, advice } = row ?? meaningWithoutRow(error, place);
  const meaning = { title, kind, outcome, retry, advice };
  switch (place) {
    case "answer":
      return meaning;
    case "status":
      return { ...meaning, ...row?.afterFailure };
    case "received":
      return { ...meaning, retry: "never", advice: row?.onReceipt ?? anyAdviceOnReceipt };
    default:
      return place satisfies never;
  }
}

const rowsByCode = new Map<number, readonly ErrorRow[]>();
for (const row of errorTable) rowsByCode.set(row.code, [...(rowsByCode.get(row.code) ?? []), row]);

/** Numbers from here on mean the same as a code and as a subcode: Meta sends them either way. */
const leastFeatureCode = 1_000_000;

function findRow(error: MetaError): ErrorRow | undefined {
  const { code, subcode = 0 } = error;
  const numbers = subcode >= leastFeatureCode ? [subcode, code] : [code];
  const rows = numbers.flatMap((number) => rowsByCode.get(number) ?? []);
  const isConditional = ({ condition }: ErrorRow): boolean => Object.keys(condition).length > 0;
  const row =
    rows.find((one) => isConditional(one) && meetsCondition(one, error)) ??
    rows.find((one) => !isConditional(one)) ??
    errorTable.find(
      ({ code: firstCode, condition: { lastCode = firstCode } }) =>
        Number.isInteger(code) && code > firstCode && code <= lastCode,
    );
  return row === undefined || isOverruled(row, error) ? undefined : row;
}

/** Of a text: whoever answers may write any number of them. */
const mostCharacters = 2_000;

function meetsCondition({ condition }: ErrorRow, { code, subcode, httpStatus = 0, texts = [] }: MetaError): boolean {
  const { subcode: wanted = subcode, onlyHttp = httpStatus, onlyText, lastCode = code } = condition;
  return (
    wanted === subcode &&
    (onlyHttp === "5xx" ? httpStatus >= 500 : onlyHttp === httpStatus) &&
    (onlyText === undefined || texts.some((text) => onlyText.test(text.slice(0, mostCharacters)))) &&
    code <= lastCode
  );
}

/** Codes so general that `is_transient` says more. With HTTP 5xx code 100 stays final: Meta answers so for removed parameters. */
function isOverruled({ code, condition }: ErrorRow, { isTransient, httpStatus = 0 }: MetaError): boolean {
  return (
    isTransient === true && Object.keys(condition).length === 0 && (code === 1 || (code === 100 && httpStatus < 500))
  );
}

/** A code that the table does not have: the HTTP status tells what may have been done. */
function meaningWithoutRow({ isTransient, httpStatus = 0 }: MetaError, place: ErrorPlace): ErrorMeaning {
  const kind = isTransient === true || httpStatus >= 500 ? "transient" : httpStatus === 429 ? "throttled" : "other";
  const judgements = {
    transient: { outcome: "unknown", retry: "never" },
    throttled: { outcome: "not_sent", retry: "backoff" },
    other: { outcome: "rejected", retry: "never" },
  } as const;
  const advice = place === "status" ? adviceOfUnknownStatus : adviceOfKind[kind];
  return { title: "Unknown error", kind, ...judgements[kind], advice };
}

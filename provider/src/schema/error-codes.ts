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
import type { ErrorKind, ErrorMeaning, ErrorRow } from "./error-row";

export type { ErrorKind, ErrorMeaning, ErrorRetry, SendOutcome } from "./error-row";

/** Something else may have answered in Meta's place. */
export const noGraphError: ErrorMeaning = {
  title: "No code of Meta's",
  kind: "no-graph-error",
  outcome: "rejected",
  retry: "never",
  advice: adviceOfKind["no-graph-error"],
};

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

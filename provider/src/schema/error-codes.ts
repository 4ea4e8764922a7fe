import { adviceOfKind, errorTable, type ErrorMeaning, type ErrorRow } from "./error-table";

export type { ErrorKind, ErrorMeaning, ErrorRetry, SendOutcome } from "./error-table";

/** A response without a Graph error: a proxy or another server may have sent it. */
export const noGraphError: ErrorMeaning = {
  title: "No code of Meta's",
  kind: "no-graph-error",
  outcome: "rejected",
  retry: "never",
  advice: adviceOfKind["no-graph-error"],
};

/** Advice for an incoming message with an error whose row has none. */
const adviceOnReceipt =
  "Read the message in the WhatsApp app, or ask the person to write again: Meta could not deliver it, and the details say why.";

/** Advice for a failed status with a code that the table does not have. */
const adviceOfUnknownStatus =
  "Read Meta's title and details: this error code is unknown, so do not send again until you know its meaning.";

/** Fields of a Meta error that decide its meaning. */
export interface MetaError {
  readonly code: number;
  readonly subcode?: number | undefined;
  /** Undefined in a webhook. */
  readonly httpStatus?: number | undefined;
  /** Message, details and the like. */
  readonly texts?: readonly string[];
  readonly isTransient?: boolean;
}

/** Source of an error: the response to a request, the status of a sent message, or a received message. */
export type ErrorPlace = "answer" | "status" | "received";

/** Returns the meaning of an error. The code decides. The HTTP status counts only for rows with such a condition and for unknown codes: Meta sends rate limits with 400. */
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
      return { ...meaning, retry: "never", advice: row?.onReceipt ?? adviceOnReceipt };
    default:
      return place satisfies never;
  }
}

const rowsByCode = new Map<number, readonly ErrorRow[]>();
for (const row of errorTable) rowsByCode.set(row.code, [...(rowsByCode.get(row.code) ?? []), row]);

const rangeRows = errorTable.filter(({ condition }) => condition.lastCode !== undefined);

/** Numbers from this one on mean the same as a code and as a subcode: Meta sends them either way. */
const leastFeatureCode = 1_000_000;

function findRow(error: MetaError): ErrorRow | undefined {
  const { code, subcode = 0 } = error;
  const numbers = subcode >= leastFeatureCode ? [subcode, code] : [code];
  const rows = numbers.flatMap((number) => rowsByCode.get(number) ?? []);
  const isConditional = ({ condition }: ErrorRow): boolean => Object.keys(condition).length > 0;
  const row =
    rows.find((one) => isConditional(one) && meetsCondition(one, error)) ??
    rows.find((one) => !isConditional(one)) ??
    rangeRows.find(
      ({ code: firstCode, condition: { lastCode = firstCode } }) =>
        Number.isInteger(code) && code > firstCode && code <= lastCode,
    );
  return row === undefined || isOverruled(row, error) ? undefined : row;
}

/** Characters of a text that are searched: a response can have any length. */
const mostCharacters = 2_000;

function meetsCondition({ condition }: ErrorRow, { subcode, httpStatus = 0, texts = [] }: MetaError): boolean {
  const { subcode: wanted = subcode, onlyHttp = httpStatus, onlyText } = condition;
  return (
    wanted === subcode &&
    (onlyHttp === "5xx" ? httpStatus >= 500 : onlyHttp === httpStatus) &&
    (onlyText === undefined || texts.some((text) => onlyText.test(text.slice(0, mostCharacters))))
  );
}

/** True for general codes that `is_transient` overrides. Code 100 with HTTP 5xx stays final: Meta sends it for removed parameters. */
function isOverruled({ code, condition }: ErrorRow, { isTransient, httpStatus = 0 }: MetaError): boolean {
  return (
    isTransient === true && Object.keys(condition).length === 0 && (code === 1 || (code === 100 && httpStatus < 500))
  );
}

/** Derives the meaning of a code that is not in the table from the HTTP status. */
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

import { errorMeaning, type ErrorPlace } from "../schema/error-codes";
import { parseExactJson } from "../schema/exact-json";
import type { ReportedError } from "./events";
import { fieldOf, itemsAt, objectSchema, readObject, requiredInteger, text, type JsonCursor } from "./json-cursor";

const errorSchema = objectSchema({ code: requiredInteger, title: text, message: text, href: text });
const detailsSchema = objectSchema({ details: text });

/** Reads a list of errors. Elements that are not objects are reported as problems and omitted. */
export function readErrors(at: JsonCursor, place: ErrorPlace): readonly ReportedError[] {
  return itemsAt(at).flatMap((error) => readError(error, place) ?? []);
}

/** Reads an error. Senders and receivers get different advice. */
export function readError(at: JsonCursor, place: ErrorPlace): ReportedError | undefined {
  const fields = readObject(errorSchema, at);
  if (fields === undefined) return undefined;
  const { code, title, message, href, raw } = fields;
  const details = readDetails(at);
  // A missing code counts as unknown.
  const { kind, retry, advice } = errorMeaning(
    { code: code ?? Number.NaN, texts: details === undefined ? [] : [details] },
    place,
  );
  return { code, title, message, details, href, kind, retry, advice, raw };
}

/** Reads the details from `error_data`, which may be JSON text or the details themselves, else from beside the code. */
function readDetails(error: JsonCursor): string | undefined {
  const data = parseErrorData(fieldOf(error, "error_data"));
  const details = typeof data.value === "string" ? data.value : readObject(detailsSchema, data)?.details;
  return details || readObject(detailsSchema, error)?.details;
}

function parseErrorData(at: JsonCursor): JsonCursor {
  if (typeof at.value !== "string" || !at.value.trimStart().startsWith("{")) return at;
  try {
    return { ...at, value: parseExactJson(at.value) };
  } catch {
    return at;
  }
}

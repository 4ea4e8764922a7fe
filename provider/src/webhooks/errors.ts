import { errorMeaning, type ErrorPlace } from "../schema/error-codes";
import type { ReportedError } from "./events";
import { fieldOf, integerAt, isAbsent, itemsAt, note, objectAt, textAt, type JsonCursor } from "./json-cursor";
import { parseExactJson } from "../schema/exact-json";

/** Parses a list of errors. Elements that are not objects are reported as problems and omitted. */
export function errorsAt(place: JsonCursor, of: ErrorPlace = "status"): readonly ReportedError[] {
  return itemsAt(place).flatMap((error) => errorAt(error, of) ?? []);
}

/** Parses an error. `of` is the place of the error, since senders and receivers get different advice. */
export function errorAt(place: JsonCursor, of: ErrorPlace = "status"): ReportedError | undefined {
  const raw = objectAt(place);
  const codePlace = fieldOf(place, "code");
  if (isAbsent(codePlace)) note(codePlace, "is missing");
  if (raw === undefined) return undefined;
  const code = integerAt(codePlace);
  const details = detailsAt(place);
  // A missing code counts as unknown.
  const { kind, retry, advice } = errorMeaning(
    { code: code ?? Number.NaN, texts: details === undefined ? [] : [details] },
    of,
  );
  return {
    code,
    title: textAt(fieldOf(place, "title")),
    message: textAt(fieldOf(place, "message")),
    details,
    href: textAt(fieldOf(place, "href")),
    kind,
    retry,
    advice,
    raw,
  };
}

/** Reads the details from `error_data`, which may be JSON text or the details themselves, else from beside the code. */
function detailsAt(error: JsonCursor): string | undefined {
  const data = parseErrorData(fieldOf(error, "error_data"));
  const within = typeof data.value === "string" ? data.value : textAt(fieldOf(data, "details"));
  if (typeof data.value !== "string") objectAt(data);
  return within || textAt(fieldOf(error, "details"));
}

function parseErrorData(place: JsonCursor): JsonCursor {
  if (typeof place.value !== "string" || !place.value.trimStart().startsWith("{")) return place;
  try {
    return { ...place, value: parseExactJson(place.value) };
  } catch {
    return place;
  }
}

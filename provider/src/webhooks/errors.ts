import { errorMeaning, type ErrorPlace } from "../schema/error-codes";
import type { ReportedError } from "./events";
import { fieldOf, integerAt, isAbsent, itemsAt, note, objectAt, textAt, type JsonCursor } from "./json-cursor";
import { parseExactJson } from "../schema/exact-json";

/** The errors in a list; what is no object is noted and left out. */
export function errorsAt(place: JsonCursor, of: ErrorPlace = "status"): readonly ReportedError[] {
  return itemsAt(place).flatMap((error) => errorAt(error, of) ?? []);
}

/** `of`: what the error belongs to, since a sender and a receiver get different advice. */
export function errorAt(place: JsonCursor, of: ErrorPlace = "status"): ReportedError | undefined {
  const raw = objectAt(place);
  const codePlace = fieldOf(place, "code");
  if (isAbsent(codePlace)) note(codePlace, "is missing");
  if (raw === undefined) return undefined;
  const code = integerAt(codePlace);
  const details = detailsAt(place);
  // No code is none that is known.
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

/** In `error_data`, which may be JSON in a text or the details themselves; otherwise beside the code. */
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

import { errorMeaning, type ErrorPlace } from "../schema/error-codes";
import type { ReportedError } from "./events";
import { fieldOf, integerAt, isAbsent, itemsAt, note, objectAt, textAt, type Place } from "./place";

/** The errors in a list; what is no object is noted and left out. */
export const errorsAt = (place: Place, of: ErrorPlace = "status"): readonly ReportedError[] =>
  itemsAt(place).flatMap((error) => errorAt(error, of) ?? []);

/** `of`: what the error belongs to, since a sender and a receiver get different advice. */
export function errorAt(place: Place, of: ErrorPlace = "status"): ReportedError | undefined {
  const raw = objectAt(place);
  const codePlace = fieldOf(place, "code");
  if (isAbsent(codePlace)) note(codePlace, "is missing");
  if (raw === undefined) return undefined;
  const code = integerAt(codePlace);
  const data = fieldOf(place, "error_data");
  objectAt(data);
  const details = textAt(fieldOf(data, "details"));
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

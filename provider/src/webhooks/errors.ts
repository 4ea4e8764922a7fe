import { messageErrorOf } from "../schema/message-errors";
import type { ReportedError } from "./events";
import { fieldOf, integerAt, isAbsent, itemsAt, note, objectAt, textAt, type Place } from "./place";

/** The errors in a list; what is no object is noted and left out. */
export const errorsAt = (place: Place): readonly ReportedError[] =>
  itemsAt(place).flatMap((error) => errorAt(error) ?? []);

export function errorAt(place: Place): ReportedError | undefined {
  const raw = objectAt(place);
  const codePlace = fieldOf(place, "code");
  if (isAbsent(codePlace)) note(codePlace, "is missing");
  if (raw === undefined) return undefined;
  const code = integerAt(codePlace);
  const data = fieldOf(place, "error_data");
  objectAt(data);
  const details = textAt(fieldOf(data, "details"));
  // No code is none that is known.
  const { kind, retry, advice } = messageErrorOf(code ?? Number.NaN, details);
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

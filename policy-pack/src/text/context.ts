import { type Folded } from "./folded";

interface Stretch {
  readonly start: number;
  readonly end: number;
}

// Far enough for six long words; a bound keeps the look around each hit short in any text.
const reach = 60;

/** What stands before, as far back as its sentence and the reach go. */
export function before({ plain }: Folded, { start }: Stretch): string {
  const piece = plain.slice(Math.max(0, start - reach), start);
  return piece.slice(piece.lastIndexOf(".") + 1);
}

/** What follows, as far as its sentence and the reach go. */
export function after({ plain }: Folded, { end }: Stretch): string {
  const piece = plain.slice(end, end + reach);
  const close = piece.indexOf(".");
  return close < 0 ? piece : piece.slice(0, close);
}

// A pause ends what a short "no" denies; "never" reaches further: "Nunca, em hipótese alguma, envie".
export const never = /\b(?:nunca|never|jamais|jamas)\b/;
export const denied =
  /\b(?:no one|nobody|ninguem|nadie|no need|not need|dont|do not|does not|cannot|cant|must not|should not|without|sem|sin|nem|ni|nao|not|evite|evita|avoid|livre de|libre de|free of|no es necesario|no hace falta|no necesitas|no debes|no tienes que|desconfie|desconfia|beware)(?: [a-z0-9~]{1,20}){0,3} $/;
export const deniedAtOnce = /\b(?:no|non|zero|cero)(?: (?:me|nos|le|les|lo|la))? $/;

/** Whether the words before it deny it. */
export function isDenied(text: Folded, stretch: Stretch): boolean {
  const said = before(text, stretch);
  return never.test(said) || denied.test(said) || deniedAtOnce.test(said);
}

export const title =
  /\b(?:rua|r|av|avenida|alameda|travessa|praca|praia d[aeo]|bairro|vila|calle|plaza|paseo|colonia|barrio|carrera|camino|street|sr|sra|srta|dr|dra|don|dona|mr|mrs|ms|professora?)(?: d[aeo]s?)?[ .]$/;
export const place = /^ (?:street|st|avenue|ave|road|rd|lane|square|drive|boulevard)\b/;

/** Whether it is part of the name of a person or a street. "Sr." ends with a full stop, so the sentence does not bound the look. */
export function isNamed(text: Folded, stretch: Stretch): boolean {
  return (
    title.test(text.plain.slice(Math.max(0, stretch.start - 20), stretch.start)) || place.test(after(text, stretch))
  );
}

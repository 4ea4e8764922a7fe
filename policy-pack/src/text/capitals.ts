import { parsePhrases } from "./phrases";

/** Abbreviations that do not count as shouting: documents, payments, places, units and services of the countries of the three languages. */
export const abbreviations: ReadonlySet<string> = new Set(
  parsePhrases(
    "CPF, CNPJ, RG, CNH, CEP, DDD, SAC, PIX, TED, DOC, IPVA, IPTU, INSS, FGTS, SUS, ENEM, MEI, LTDA, DNI, NIE, NIF, CURP, RFC, CUIT, CUIL, RUT, IVA, IMSS, SAT, CBU, CLABE, SSN, NHS, VAT, USA, EUA, UK, UE, EU, BRL, USD, EUR, MXN, VIP, FAQ, SMS, GPS, LED, LCD, TV, DJ, DVD, USB, SSD, HD, PDF, QR, PC, API, CEO, RH, TI, IT, HR, PCD, LGBT, ONG, NGO, OK, BBQ, DIY, PT, ES, EN, SP, RJ, MG, RS, PR, SC, BA, CDMX, NY, NYC, LA, BMW, KFC, UPS, DHL, FIFA, NBA, SUV, BMX, MBA, EAD, TCC, COVID",
  ),
);

/** Kinds of UTF-16 units. `caseless` is part of a word, e.g. a digit; `attached` is a combining mark or invisible. */
const unknown = 0;
const capital = 1;
const small = 2;
const caseless = 3;
const attached = 4;
const none = 5;

/** Kind of each UTF-16 unit, filled on first use. */
const kinds = new Uint8Array(0x10000);

function classifyUnit(unit: number): number {
  const known = kinds[unit] ?? unknown;
  if (known !== unknown) return known;
  const character = String.fromCharCode(unit);
  const kind = /\p{Lu}/u.test(character)
    ? capital
    : /\p{Ll}/u.test(character)
      ? small
      : /[\p{L}\p{N}]/u.test(character)
        ? caseless
        : /[\p{M}\p{Cf}]/u.test(character)
          ? attached
          : none;
  kinds[unit] = kind;
  return kind;
}

/** Counts the letters with case, the capitals among them, and their words. Skips abbreviations. */
export function countCapitals(
  text: string,
  abbreviations: ReadonlySet<string>,
): { readonly capitals: number; readonly letters: number; readonly words: number } {
  const longest = Math.max(...[...abbreviations].map(({ length }) => length));
  const sum = { capitals: 0, letters: 0, words: 0 };
  let start = 0;
  let capitals = 0;
  let letters = 0;
  for (let at = 0; at <= text.length; at++) {
    const kind = at < text.length ? classifyUnit(text.charCodeAt(at)) : none;
    if (kind === capital) capitals++;
    if (kind === capital || kind === small) letters++;
    if (kind !== none) continue;
    const isCounted =
      letters > 0 && !(capitals > 1 && at - start <= longest && abbreviations.has(text.slice(start, at)));
    if (isCounted) {
      sum.capitals += capitals;
      sum.letters += letters;
      sum.words++;
    }
    start = at + 1;
    capitals = letters = 0;
  }
  return sum;
}

// Matches what is shown as one picture: a flag, a keycap, or a picture with skin tone or joined pictures.
export const picture =
  /\p{Regional_Indicator}\p{Regional_Indicator}|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)(?:[\p{Emoji_Modifier}\uFE0F]|\u200D\p{Extended_Pictographic})*|[0-9#*]\uFE0F?\u20E3/gu;

/** Counts the emoji of a text and its visible characters. */
export function countEmoji(text: string): { readonly emoji: number; readonly visible: number } {
  let emoji = 0;
  const rest = text.replace(picture, () => {
    emoji++;
    return "";
  });
  return { emoji, visible: emoji === 0 ? 0 : emoji + rest.replace(/[\s\p{M}\p{Cf}]+/gu, "").length };
}

// A picture with its skin tone and the pictures joined to it.
const pictograph = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|(?=\p{Emoji})[\u2600-\u27BF])`;
const part = String.raw`(?:\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)`;

/** Matches one emoji: a flag, a keycap or a picture. */
export const emoji = new RegExp(
  String.raw`\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|${pictograph}\p{Emoji_Modifier}?\uFE0F?(?:\u200D${part})*[\u{E0020}-\u{E007F}]*`,
  "gu",
);

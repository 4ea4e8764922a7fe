import type { Span } from "../finding";
import type { Marker, Unpaired } from "./formatting";

// The same in Portuguese, Spanish and English where it can be: words of remarks that an asterisk refers to.
export const remark =
  /v[áa]lid|consult|condi[çct]|suje[ci]?t|subject|exce[pt]|exclu|limit|enquanto|mientras|while|estoque|stock|ilustrativ|vista|pix|juros|inter[ée]s|aplica|apply|applies|terms?\b|restri|somente|apenas|s[óo]lo|only|por pessoa|por persona|per person|regulamento|reglamento|cnpj|obs\b|notas?\b|note\b|p\.?s\b|importante|important|aviso|frete|env[íi]o|shipping|taxa|tax/iu;
export const boldWord = /^(?:[\p{L}¡¿]|\d{1,3} ?%)/u;
export const capital = /^[\p{Lu}¡¿\d]/u;
export const goesOn = /[.!?…]\s+\S/u;
export const figure = /[\d%]\s?$/;
export const sentence = /^\p{Lu}\p{Ll}* \p{L}/u;
export const codeWord = /^(?!(?:tis|twas|til|cause)\b)[\p{L}\p{N}]/iu;
export const closingQuote = /[´'’]/;
export const letter = /^\p{L}/u;
// A name of a user, with the sign behind it.
export const handle = /[@\d._]/;
export const indent = /^[^\p{L}\p{N}]*$/u;

// What is looked at around a sign.
const reach = 120;

/** A sign in its line. */
interface Seen {
  /** The line up to the sign, and behind it. */
  readonly before: string;
  readonly after: string;
}

function seenAt(text: string, { start, end }: Span): Seen {
  return {
    before:
      text
        .slice(Math.max(0, start - reach), start)
        .split("\n")
        .at(-1) ?? "",
    after: text.slice(end, end + reach).split("\n", 1)[0] ?? "",
  };
}

/** A lone asterisk before a word may be the mark of a remark; it is a slip where a remark cannot stand. */
function isLoneBold(text: string, sign: Span): boolean {
  const { before, after } = seenAt(text, sign);
  if (!boldWord.test(after) || remark.test(after)) return false;
  if (indent.test(before)) {
    return capital.test(after) && (!text.slice(0, sign.start).includes("\n") || text.includes("\n", sign.end));
  }
  return !figure.test(before) && (capital.test(after) || goesOn.test(after));
}

/** Whether a text's only sign of its kind opens something that was meant to end. */
function isLone(text: string, sign: Unpaired): boolean {
  const { before, after } = seenAt(text, sign);
  switch (sign.marker) {
    case "*":
      return isLoneBold(text, sign);
    case "_":
      // A single word, or one within a line, may be the name of a user.
      return indent.test(before) && sentence.test(after);
    case "`":
      return codeWord.test(after) && !closingQuote.test(after);
    case "~":
      // "About", or a signature.
      return false;
    case "```":
      return true;
  }
}

/** Whether the next sign was meant to close: it stands in a later line, or a blank keeps it from closing. */
function isMissedBy(text: string, opener: Unpaired, next: Unpaired): boolean {
  const isSameLine = !text.slice(opener.end, next.start).includes("\n");
  if (next.shape !== (isSameLine ? "alone" : "closer")) return false;
  const { after } = seenAt(text, opener);
  if (!boldWord.test(after) || (opener.marker === "~" && !letter.test(after))) return false;
  if (opener.marker === "*" && remark.test(after)) return false;
  return isSameLine || !handle.test(seenAt(text, next).before.split(" ").at(-1) ?? "");
}

const markers = ["*", "_", "~", "`", "```"] as const satisfies readonly Marker[];

/**
 * Openers that people would see as slips, since something was meant to close them. Asterisks of remarks, names of users, "about ten" and
 * lists are left alone.
 */
export function slipsIn(text: string, unpaired: readonly Unpaired[]): readonly Unpaired[] {
  return markers.flatMap((marker) => {
    const signs = unpaired.filter((sign) => sign.marker === marker);
    const firstCloser = signs.findIndex(({ shape }) => shape === "closer");
    // What stands behind a word may refer to all remarks that follow.
    const openers = signs.slice(0, firstCloser < 0 ? signs.length : firstCloser);
    return openers.filter((sign, i) => {
      const next = signs[i + 1];
      if (sign.shape !== "opener") return false;
      return next === undefined ? i === 0 && isLone(text, sign) : isMissedBy(text, sign, next);
    });
  });
}

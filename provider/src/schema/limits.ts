/**
 * Limits of welcome messages that warn and never fail.
 *
 * Meta does not document them for the sequences edge itself, only for click-to-multidestination ads (`text`, `title`) and conversational
 * components (count of ice breakers).
 */
export const advisedLimits = {
  /** Characters of `text` (Meta: "Message text must not be more than 300 characters"). */
  textCharacters: 300,
  /** Characters of an ice breaker's `title` (Meta: "Icebreaker titles must not be more than 80 characters"). */
  titleCharacters: 80,
  /** Ice breakers in one sequence (Meta, conversational components: up to 4). */
  iceBreakers: 4,
} as const;

/** Greatest size of a request body in bytes of JSON; no valid message is larger. */
export const maxContentBytes = 65_536;

/** Counts characters as a person sees them: a family emoji is one. */
export function countCharacters(text: string): number {
  // Printable ASCII and Latin letters that are one code point never join.
  if (text.length > maxContentBytes || /^[ -~\u00a0-\u02ff]*$/.test(text)) return text.length;
  let count = 0;
  // In pieces, since segmenting takes quadratic time (8,000 letters 0.5 s, 16,000 letters 1.7 s on Node 20).
  for (let start = 0, size = pieceLength; ;) {
    const characters = [...graphemes.segment(text.slice(start, start + size))];
    if (start + size >= text.length) return count + characters.length;
    // The end of a piece may split a character, so the last two are counted with the next piece.
    const next = characters.at(-2)?.index ?? 0;
    count += next === 0 ? 0 : characters.length - 2;
    start += next;
    size = next === 0 ? size * 2 : pieceLength;
  }
}

const pieceLength = 256;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

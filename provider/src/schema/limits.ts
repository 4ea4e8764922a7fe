/**
 * Numbers Meta writes about welcome messages, and how far they bind here.
 *
 * Meta documents none of them for the sequences edge itself; they stand on its pages for click-to-multidestination ads
 * (`text`, `title`) and conversational components (count of ice breakers). So they warn and never fail.
 */
export const advisedLimits = {
  /** Characters of `text` (Meta: "Message text must not be more than 300 characters"). */
  textCharacters: 300,
  /** Characters of an ice breaker's `title` (Meta: "Icebreaker titles must not be more than 80 characters"). */
  titleCharacters: 80,
  /** Ice breakers in one sequence (Meta, conversational components: up to 4). */
  iceBreakers: 4,
} as const;

/** What is refused outright: a request body that could not be a message by any reading. Unit: bytes of JSON. */
export const maxContentBytes = 65_536;

/** How a person counts: characters as seen, so that a family emoji is one. */
export const countCharacters = (text: string): number =>
  text.length > maxContentBytes ? text.length : [...graphemes.segment(text)].length;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

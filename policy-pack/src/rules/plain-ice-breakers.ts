import { z } from "zod";
import { type Place, placesOf } from "../content";
import { quoted, type Finding, type Span } from "../finding";
import { emoji } from "../text/emoji";
import { formattingIn, letterOrDigit } from "../text/formatting";
import { findingsAt, matches, pieceOf } from "../text/stretches";
import { conversationalComponentsOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

export const lineBreaks = /[\n\v\f\r\u0085\u2028\u2029]+/g;

/** Pairs of signs around words; what is left are emoticons. */
function formatted(text: string): readonly Span[] {
  return formattingIn(text).formatted.filter((span) => letterOrDigit.test(pieceOf(text, span)));
}

function findings(place: Place): readonly Finding[] {
  return [
    ...findingsAt(place, matches(place.text, emoji), (piece) => ({
      says: `${quoted(piece)} is an emoji, which ice breakers do not support`,
      fix: "Say it in words.",
    })),
    ...findingsAt(place, matches(place.text, lineBreaks), () => ({
      says: "a line break in an ice breaker, which is one line that people tap",
      fix: "Write the question in one line.",
    })),
    ...findingsAt(place, formatted(place.text), (piece) => ({
      says: `${quoted(piece)} is formatted, and an ice breaker shows the signs as they stand`,
      fix: "Take the signs of formatting out.",
    })),
  ];
}

export const plainIceBreakers = contentRule({
  id: "whatsapp-plain-ice-breakers",
  description: "Ice breakers are one line of plain words, without emoji and formatting.",
  severity: "medium",
  basis: conversationalComponentsOn("Ice breakers: emojis are not supported"),
  steps: "Write each ice breaker as the question that a person would send, in one line, without emoji, *, _, ~ or `.",
  options: z.strictObject({}),
  check: () => (content) => {
    const places = placesOf(content, ["iceBreakers"]);
    return places.length === 0 ? new NotApplicable("the sequence has no ice breakers") : places.flatMap(findings);
  },
});

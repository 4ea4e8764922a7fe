import { z } from "zod";
import { placesOf } from "../content";

import { quoted } from "../finding";
import { doubledIn, formattingIn, type Marker } from "../text/formatting";
import { slipsIn } from "../text/formatting-slips";
import { apart, findingsAt } from "../text/stretches";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

const looks: Readonly<Record<Marker, string>> = {
  "*": "bold",
  _: "italic",
  "~": "struck",
  "`": "code",
  "```": "a block of code",
};

interface Slip {
  readonly start: number;
  readonly end: number;
  readonly marker: Marker | undefined;
}

export const word = /^[^\s]{0,30}/;

/** Slips of a text; a sign comes with the word behind it, so that people find it. */
function slipsOf(text: string): readonly Slip[] {
  const opened = slipsIn(text, formattingIn(text).unpaired).map(({ marker, start, end }): Slip => ({
    marker,
    start,
    end: end + (word.exec(text.slice(end, end + 30))?.[0].length ?? 0),
  }));
  const doubled = doubledIn(text).map((span): Slip => ({ ...span, marker: undefined }));
  return apart([...opened, ...doubled]);
}

export const balancedFormatting = contentRule({
  id: "whatsapp-balanced-formatting",
  description: "Signs of formatting come in pairs, so that people see bold words and no stray signs.",
  severity: "medium",
  basis: craftOn("WhatsApp shows a sign of formatting that nothing closes as it stands"),
  steps:
    "Close *bold*, _italic_, ~struck~ and `code` in the line in which they open, right behind the last word. Use one sign, not two.",
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content).flatMap((place) =>
      findingsAt(place, slipsOf(place.text), (piece, { marker }) =>
        marker === undefined
          ? {
              says: `${quoted(piece)} has its signs twice, and people see one of each`,
              fix: "WhatsApp formats with one sign on each side: *bold*, _italic_, ~struck~.",
            }
          : {
              says: `${quoted(piece)} opens ${looks[marker]} and nothing closes it`,
              fix: `Put ${marker} right behind the last word${marker === "```" ? "" : " in the same line"}, or take the sign out.`,
            },
      ),
    ),
});

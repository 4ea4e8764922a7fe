import { advisedLimits, countCharacters } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { placesOf, type Content, type Place } from "../content";
import type { Finding } from "../finding";
import {} from "../text/stretches";
import { multiDestinationAdsOn } from "./basis";
import { contentRule } from "./rule";

// Longest text of a WhatsApp message (Cloud API, text messages).
const longestMessage = 4_096;
function atMost(value: number, most: number, description: string) {
  return z.int().min(1).max(most).default(value).meta({ description });
}

const options = z.strictObject({
  maxText: atMost(
    advisedLimits.textCharacters,
    longestMessage,
    "Characters of the greeting, as people count them. Meta says 300 for the greetings of click to multi-destination ads.",
  ),
  maxIceBreaker: atMost(
    advisedLimits.titleCharacters,
    longestMessage,
    "Characters of an ice breaker, as people count them. Meta says 80 for those of conversational components.",
  ),
  maxIceBreakers: atMost(
    advisedLimits.iceBreakers,
    100,
    "Ice breakers in a sequence. Meta says 4 for those of conversational components.",
  ),
  maxAutofill: atMost(
    256,
    longestMessage,
    "Characters of the autofill message, as people count them. Only a page that is not Meta's names a limit, 256.",
  ),
  maxLines: atMost(15, longestMessage, "Lines of the greeting. More do not fit on the screen of a phone."),
  maxUtf16Units: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "UTF-16 units of each text, as JavaScript counts. Absent: not checked." }),
  maxBytes: z.int().min(1).optional().meta({ description: "Bytes of each text in UTF-8. Absent: not checked." }),
});

type Limits = z.output<typeof options>;

/** Limits of what stores a text, which count otherwise than people do. */
function tooLarge(
  { path, text }: Place,
  { maxUtf16Units = Infinity, maxBytes = Infinity }: Limits,
): readonly Finding[] {
  const bytes = Buffer.byteLength(text);
  const fix = "Shorten it; emoji and letters with accents take more than one.";
  return [
    ...(text.length <= maxUtf16Units
      ? []
      : [{ path, says: `${text.length} UTF-16 units where at most ${maxUtf16Units} are allowed`, fix }]),
    ...(bytes <= maxBytes
      ? []
      : [{ path, says: `${bytes} bytes of UTF-8 where at most ${maxBytes} are allowed`, fix }]),
  ];
}

// An emoji of a family takes 11 units. What is longer than that is not counted exactly, since counting takes time.
const unitsPerCharacter = 16;

function tooLong({ path, text }: Place, limit: number): readonly Finding[] {
  if (text.length <= limit) return [];
  const isCounted = text.length <= limit * unitsPerCharacter;
  const count = isCounted ? countCharacters(text) : text.length;
  if (count <= limit) return [];
  const about = isCounted ? "" : "about ";
  const fix = `Shorten it by ${about}${count - limit} characters.`;
  return [{ path, says: `${about}${count} characters where at most ${limit} are shown safely`, fix }];
}

function tooManyLines({ path, text }: Place, limit: number): readonly Finding[] {
  const lines = 1 + Array.from(text.matchAll(lineBreak)).length;
  return lines <= limit
    ? []
    : [
        {
          path,
          says: `${lines} lines where at most ${limit} are read at a glance`,
          fix: "Keep what people need first.",
        },
      ];
}

export const lineBreak = /\r\n?|[\n\u2028\u2029]/g;

function findings(content: Content, limits: Limits): readonly Finding[] {
  const longest = {
    name: Infinity,
    text: limits.maxText,
    autofill: limits.maxAutofill,
    iceBreakers: limits.maxIceBreaker,
  };
  const { length } = content.iceBreakers;
  return [
    ...placesOf(content).flatMap((place) => [...tooLong(place, longest[place.part]), ...tooLarge(place, limits)]),
    ...placesOf(content, ["text"]).flatMap((place) => tooManyLines(place, limits.maxLines)),
    ...(length <= limits.maxIceBreakers
      ? []
      : [
          {
            path: "iceBreakers",
            says: `${length} ice breakers where at most ${limits.maxIceBreakers} are shown safely`,
            fix: "Keep the questions that people ask most.",
          },
        ]),
  ];
}

export const textLength = contentRule({
  id: "whatsapp-text-length",
  description: "Texts and lists of ice breakers are no longer than what Meta's pages on the same surfaces allow.",
  severity: "medium",
  basis: multiDestinationAdsOn(
    "Message text at most 300 characters, ice breaker titles at most 80; not said for sequences",
  ),
  steps:
    "Shorten the text, or set maxText, maxIceBreaker, maxIceBreakers, maxAutofill or maxLines where you know that more is shown.",
  options,
  readsWhole: true,
  check: (limits) => (content) => findings(content, limits),
});

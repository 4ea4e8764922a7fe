import { z } from "zod";
import { placesOf, type Content, type Place } from "../content";
import { quoted, type Finding } from "../finding";
import { dice, foldedWords, saysTheSame } from "../text/likeness";
import { craftOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

// Each is compared with each: of more or longer ones only equality is looked at.
const mostCompared = 24;
const longestCompared = 200;

interface Folded extends Place {
  readonly words: readonly string[];
  /** Without case, accents, punctuation and spaces; a title of signs only stands for itself. */
  readonly key: string;
}

function folded(place: Place): Folded {
  // To put marks in order may take time by the square of their number.
  if (place.text.length > longestCompared) return { ...place, words: [], key: place.text };
  const words = foldedWords(place.text);
  return { ...place, words, key: words.join("") || place.text.trim() };
}

function findings(content: Content, minSimilarity: number): readonly Finding[] {
  const titles = placesOf(content, ["iceBreakers"]).map(folded);
  const isFew = titles.length <= mostCompared;
  const isAlike = (a: Folded, b: Folded): boolean =>
    isFew &&
    a.words.length > 0 &&
    b.words.length > 0 &&
    dice(a.key, b.key) >= minSimilarity &&
    saysTheSame(a.words, b.words);
  const [autofill] = placesOf(content, ["autofill"]).map(folded);
  const firstOf = new Map<string, Folded>();
  if (autofill !== undefined) firstOf.set(autofill.key, autofill);
  return titles.flatMap((title, i): readonly Finding[] => {
    const same = firstOf.get(title.key);
    const other = same ?? titles.slice(0, isFew ? i : 0).find((earlier) => isAlike(earlier, title));
    if (same === undefined) firstOf.set(title.key, title);
    if (other === undefined) return [];
    const says = `${quoted(title.text)} asks ${same === undefined ? "nearly " : ""}the same as ${other.path}`;
    return [{ path: title.path, says, fix: "Ask something else, or take one of them out." }];
  });
}

export const distinctIceBreakers = contentRule({
  id: "whatsapp-distinct-ice-breakers",
  description: "Each ice breaker asks something else, and none repeats the autofill message.",
  severity: "low",
  basis: craftOn("People choose among ice breakers: two that say the same are no choice"),
  steps: "Ask something else in each ice breaker and in the autofill message, or take the doubles out.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    minSimilarity: z.number().min(0.5).max(1).default(0.9).meta({
      description:
        "From which likeness on (Dice's coefficient of pairs of letters, 0.5 to 1) two ice breakers count as nearly the same; 1 finds equal ones only.",
    }),
  }),
  readsWhole: true,
  check:
    ({ minSimilarity }) =>
    (content) => {
      const count = placesOf(content, ["autofill", "iceBreakers"]).length;
      const hasTitles = placesOf(content, ["iceBreakers"]).length > 0;
      return hasTitles && count > 1
        ? findings(content, minSimilarity)
        : new NotApplicable("the sequence has no two texts to compare");
    },
});

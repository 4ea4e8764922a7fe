import { graphemesOf } from "../../schema/terminal-text";
import { lineOf, type CommandIo } from "../io";

const mostColumns = 48;
/** Equal characters that are shown before the first difference. */
const contextLength = 12;

/** Quotes two texts for one line each. Of long ones, both excerpts begin shortly before the first difference. */
export function quoteExcerpts(io: CommandIo, before: string, after: string): readonly [before: string, after: string] {
  const [old, fresh] = [toCharacters(io, before), toCharacters(io, after)];
  const firstDifference = old.findIndex((character, index) => character !== fresh[index]);
  const shared = firstDifference < 0 ? old.length : firstDifference;
  const start = shared > mostColumns / 2 ? shared - contextLength : 0;
  return [quoteFrom(start, old), quoteFrom(start, fresh)];
}

/** Characters of the text as a JSON string, in which line breaks and spaces stay visible. */
function toCharacters(io: CommandIo, text: string): readonly string[] {
  return graphemesOf(lineOf(io, JSON.stringify(text)).slice(1, -1)).map((grapheme) => grapheme.text);
}

function quoteFrom(start: number, characters: readonly string[]): string {
  const kept = characters.slice(start, start + mostColumns);
  return `"${start > 0 ? "…" : ""}${kept.join("")}${start + kept.length < characters.length ? "…" : ""}"`;
}

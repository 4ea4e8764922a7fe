import { normalize } from "./normalize";
import { createPhraseFinder, parsePhrases } from "./phrases";

function listMatches(text: string, ...list: string[]): string[] {
  const words = normalize(text);
  return createPhraseFinder(list.map((phrase) => [phrase, phrase] as const))(words).map((match) => {
    const { start, end } = words.originalSpan(match);
    return `${match.meaning}: ${text.slice(start, end)}`;
  });
}

test.each([
  ["AÇÃO judicial", "ação judicial: AÇÃO judicial"],
  [
    "ac\u0327a\u0303o, ac\u0327a\u0303o  judicial!",
    "ação: ac\u0327a\u0303o",
    "ação judicial: ac\u0327a\u0303o  judicial",
  ],
  ["👨‍👩‍👧 ação-judicial", "ação judicial: ação-judicial"],
  ["*ação* _judicial_", "ação judicial: ação* _judicial"],
  ["ação. Judicial", "ação: ação"],
  ["reação, ações, naçao"],
])("%j: finds whole words, the longest phrase first", (text, ...expected) => {
  expect(listMatches(text, "ação", "ação judicial")).toEqual(expected);
});

test("expands optional parts of a phrase", () => {
  expect(parsePhrases("arma(s) de fogo, fuzil")).toEqual(["arma de fogo", "armas de fogo", "fuzil"]);
});

test("rejects a phrase in another script", () => {
  expect(() => listMatches("x", "пиво")).toThrow('but is "пиво"');
});

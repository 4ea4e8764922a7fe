import { folded } from "./folded";
import { finder, phrases } from "./phrases";

function found(text: string, ...list: string[]): string[] {
  const words = folded(text);
  return finder(list.map((phrase) => [phrase, phrase] as const))(words).map((hit) => {
    const { start, end } = words.spanOf(hit);
    return `${hit.means}: ${text.slice(start, end)}`;
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
])("in %j whole words are found, the longest phrase first, where they stand", (text, ...expected) => {
  expect(found(text, "ação", "ação judicial")).toEqual(expected);
});

test("a phrase in a list stands for its variants", () => {
  expect(phrases("arma(s) de fogo, fuzil")).toEqual(["arma de fogo", "armas de fogo", "fuzil"]);
});

test("a phrase that no folded text can hold is refused", () => {
  expect(() => found("x", "пиво")).toThrow('cannot look for the phrase "пиво"');
});

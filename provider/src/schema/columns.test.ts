import { columnsOf } from "./columns";

test.each([
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["班车", 4],
  ["１ﾊﾟ", 4],
  ["한국", 4],
  ["👍🏽", 2],
  ["👨‍👩‍👧", 2],
  ["🇧🇷", 2],
  ["❤️", 2],
  ["नमस्ते", 4],
  ["𝓐𝓑", 2],
  ["مرحبا", 5],
])("%s takes %i columns", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

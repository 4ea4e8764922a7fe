import { columnsOf, escapeControls, escapeInvisible } from "./terminal-text";

test.each([
  ["plain text,\n with a line end", "plain text,\n with a line end"],
  ["\u001b[31m\u0007\u009b\r\t", "\\u001b[31m\\u0007\\u009b\\u000d\\u0009"],
  ["bank\u202egnp", "bank\\u202egnp"],
  ["a\u00a0b\u2028c\ufeff", "a\\u00a0b\\u2028c\\ufeff"],
  ["\u{e0061}", "\\udb40\\udc61"],
  ["👨‍👩‍👧 \u200c\u3000é", "👨‍👩‍👧 \u200c\u3000é"],
])("shows %j as %j", (text, shown) => {
  expect(escapeInvisible(text)).toBe(shown);
});

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
  ["\u1112\u1161\u11ab", 2],
  ["1\ufe0f\u20e3", 2],
  ["❤\u200d🔥", 2],
  ["✌🏽", 2],
  ["a\ufe0f", 1],
  ["\ufe0f", 0],
  ["a🏽", 3],
  [" 🏽", 3],
  ["🏽🏽", 4],
])("%s takes %i columns", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ["bank\u202egnp\u2066\u200f\u061c", "bank\\u202egnp\\u2066\\u200f\\u061c"],
  ["\u001b[2J\u009b\r\t\u2028", "\\u001b[2J\\u009b\\u000d\\u0009\\u2028"],
  ["two\nlines\u00a0\ufeff مرحبا שלום 👨‍👩‍👧", "two\nlines\u00a0\ufeff مرحبا שלום 👨‍👩‍👧"],
])("escapes only the controls of %j: %j", (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});

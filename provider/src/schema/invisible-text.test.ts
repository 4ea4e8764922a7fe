import { showInvisible } from "./invisible-text";

test.each([
  ["a\u200bb\u2060c\u00add\ufeff", "a\\u200bb\\u2060c\\u00add\\ufeff"],
  ["\u202eabc\u2066", "\\u202eabc\\u2066"],
  ["a\u034fb\u115fc\u3164d\uffa0e\u2800", "a\\u034fb\\u115fc\\u3164d\\uffa0e\\u2800"],
  ["a\u{e0067}b\ufe00c\u{e0100}", "a\\u{e0067}b\\ufe00c\\u{e0100}"],
  ["🏴\u{e0068}\u{e0069}\u{e007f}", "🏴\\u{e0068}\\u{e0069}\\u{e007f}"],
  ["\u0000\u001b[1m\t", "\\u0000\\u001b[1m\\u0009"],
  ["a\u2028b\r\nc\rd", "a\\u2028b\nc\nd"],
  ["\ud800", "\ufffd"],
])("%j is shown as %j", (text, expected) => {
  expect(showInvisible(text)).toBe(expected);
});

test.each(["👩‍👩‍👧 #️⃣ ☎︎ ❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿", "é שָׁ مَ می‌خواهم क्‍ष", "R$\u00a010\u3000一"])("%s stays", (text) => {
  expect(showInvisible(text)).toBe(text);
});

import { escapeControls, escapeOutput, escapeToLine } from "./terminal-text";

test.each([
  ["\u001b[31mred\u0007\u009b1m\u007f", "\\u001b[31mred\\u0007\\u009b1m\\u007f"],
  ["bank\u202egnp.exe\u2066\u2069\u200f\u061c", "bank\\u202egnp.exe\\u2066\\u2069\\u200f\\u061c"],
  ["a\r\u2028b", "a\\u000d\\u2028b"],
  ["two\n\tlines", "two\n\tlines"],
  ["مرحبا، שלום 👨‍👩‍👧 नमस्ते", "مرحبا، שלום 👨‍👩‍👧 नमस्ते"],
])("escapes %j as %j", (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
  expect(JSON.parse(escapeControls(JSON.stringify(text)))).toBe(text);
});

test("escapes line ends and tabs in one-line text", () => {
  expect(escapeToLine("a\nb\tc")).toBe("a\\u000ab\\u0009c");
});

test("removes colors from program output and keeps line ends", () => {
  expect(escapeOutput("\u001b[1;31mred\u001b[0m\r\nnext\u001b]0;title\u0007")).toBe("red\nnext\\u001b]0;title\\u0007");
});

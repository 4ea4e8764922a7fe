import { escapeControls } from "./terminal-text";

test.each([
  ["\u001b[31mred\u0007\u009b\r", "\\u001b[31mred\\u0007\\u009b\\u000d"],
  ["bank\u202egnp\u2066\u200f\u2028", "bank\\u202egnp\\u2066\\u200f\\u2028"],
  ["two\nlines, مرحبا שלום 👨‍👩‍👧", "two\nlines, مرحبا שלום 👨‍👩‍👧"],
])("writes %j as %j", (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});

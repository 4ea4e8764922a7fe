import fc from "fast-check";
import { parseExactJson } from "./exact-json";

test("integers keep every digit as text, from 16 digits on; what stands in strings stays as it is", () => {
  expect(
    parseExactJson(
      '{"id":120226305854810726,"list":[ -1234567890123456,12345678901234567890],"short":123456789012345,"f":0.1234567890123456789,' +
        '"e":1e-0000000000000001,"text":"id: 120226305854810726, \\"quoted\\": 1234567890123456 \\\\","after":1234567890123456789}',
    ),
  ).toEqual({
    id: "120226305854810726",
    list: ["-1234567890123456", "12345678901234567890"],
    short: 123456789012345,
    f: 0.1234567890123456789,
    e: 0.1,
    text: 'id: 120226305854810726, "quoted": 1234567890123456 \\',
    after: "1234567890123456789",
  });
  expect(parseExactJson("1234567890123456789")).toBe("1234567890123456789");
});

test("property: all else is read as JSON.parse reads it, also beside a long integer", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const short = text.replace(/\d{16,}/g, "7");
      expect(parseExactJson(`[${short},1234567890123456]`)).toEqual([JSON.parse(short), "1234567890123456"]);
    }),
  );
});

test.each([
  ["escapes", `["${"\\u00e4".repeat(500_000)}",1234567890123456]`],
  ["backslashes", `["${"\\\\".repeat(1_500_000)}",1234567890123456]`],
  ["one long text", `["${"x".repeat(3_000_000)}",1234567890123456]`],
  ["one long number", `[${"7".repeat(3_000_000)}]`],
  ["quotes", `[${'"",'.repeat(1_000_000)}1234567890123456]`],
  ["nothing but depth", `${"[".repeat(500_000)}1234567890123456${"]".repeat(500_000)}`],
])("megabytes of %s are read", (_what, text) => {
  expect(Array.isArray(parseExactJson(text))).toBe(true);
});

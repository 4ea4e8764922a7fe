import { parseGoDuration } from "./go-duration";

test.each([
  ["30s", 30],
  ["1h30m", 5400],
  ["1.5m", 90],
  ["500ms", 0.5],
])("%s is %d seconds", (text, seconds) => {
  expect(parseGoDuration(text)).toBe(seconds);
});

test("rejects an invalid duration", () => {
  expect(() => parseGoDuration("5 minutes")).toThrow('"5 minutes" is not a duration');
});

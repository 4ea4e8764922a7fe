import { parseTimestamp } from "./commands";

test.each([
  ["0", 0],
  ["1893456000", 1_893_456_000_000],
  ["2030-01-01", 1_893_456_000_000],
  ["2030-01-01T00:00Z", 1_893_456_000_000],
  ["2029-12-31T21:00:00-03:00", 1_893_456_000_000],
  ["2030-01-01T00:00:00.250Z", 1_893_456_000_250],
])("parses the time %s", (text, ms) => {
  expect(parseTimestamp(text)?.getTime()).toBe(ms);
});

test.each([
  "",
  " ",
  "-1",
  "1.5",
  "1893456000000",
  "2030-01-01T00:00",
  "2030-13-01",
  "2026-02-30",
  "2026-02-30T10:00Z",
  "2030-01-01T25:00Z",
  "01/02/2030",
  "now",
])("rejects the time %j", (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});

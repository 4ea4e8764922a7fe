import { formatDateTime, formatReais, formatTime, prettifyJson } from "./format";

test.each([
  ["0", "R$ 0,00"],
  ["5", "R$ 0,05"],
  ["12", "R$ 0,12"],
  ["123956", "R$ 1.239,56"],
  ["100000000", "R$ 1.000.000,00"],
])("%s centavos are %s", (centavos, text) => {
  expect(formatReais(centavos)).toBe(text);
});

test("times are UTC, and a time without a date stays a number", () => {
  expect([formatTime(0), formatDateTime(1_795_219_200_000)]).toEqual(["00:00:00", "2026-11-21 00:00:00 UTC"]);
  expect([formatTime(8.65e15), formatDateTime(8.65e15)]).toEqual(["", "8650000000000000 ms"]);
});

test("text that is not JSON stays as it is", () => {
  expect([prettifyJson('{"a":1}'), prettifyJson("{")]).toEqual(['{\n  "a": 1\n}', "{"]);
});

import {
  centavosOf,
  formatReais,
  maxCentavos,
  positiveCentavos,
  reais,
  freeCentavos,
  wireNumber,
  wirePositive,
} from "./money";

test.each([
  [1234, 1234n],
  [-0, 0n],
  [2 ** 53 - 1, 9007199254740991n],
  [10n ** 40n, 10n ** 40n],
  ["1234", 1234n],
  ["-7", -7n],
  ["0012", 12n],
  ["9223372036854775808", 9223372036854775808n],
])("reads %p as %p without a range check", (value, amount) => {
  expect(centavosOf(value)).toBe(amount);
});

test.each([
  [undefined, "is required"],
  [null, "but is null"],
  ["", "but is text"],
  ["12.5", "but is text"],
  ["1".repeat(31), "but is text"],
  [[1], "but is an array"],
  [{}, "but is object"],
  [Symbol.iterator, "but is symbol"],
  [12.34, "is 12.34; amounts are whole centavos, so R$ 12,34 is 1234"],
  [2 ** 53, "beyond 2^53 - 1, where a number loses digits; use a bigint or digits in quotes"],
])("rejects the amount %p: %s", (value, problem) => {
  expect(centavosOf(value)).toEqual({ problem: expect.stringContaining(problem) });
});

test("accepts amounts from 1, or 0 where allowed, to 2^63 - 1", () => {
  const isAccepted = (value: unknown) =>
    [positiveCentavos, freeCentavos].map((schema) => schema.safeParse(value).success);
  expect([-1, 0, 1, maxCentavos, maxCentavos + 1n].map(isAccepted)).toEqual([
    [false, false],
    [false, true],
    [true, true],
    [true, true],
    [false, false],
  ]);
});

test("reports an amount out of range in up to 40 digits", () => {
  const problemOf = (schema: typeof positiveCentavos, value: unknown) =>
    schema.safeParse(value).error?.issues[0]?.message;
  expect([problemOf(freeCentavos, -1), problemOf(positiveCentavos, 0)]).toEqual([
    "is -1, but must be 0 or a positive integer",
    "is 0, but must be a positive integer; omit it if it costs nothing",
  ]);
  const most = 10n ** 40n;
  expect([most - 1n, most].map((amount) => problemOf(positiveCentavos, amount))).toEqual([
    `is ${"9".repeat(40)}; Meta's largest integer is 2^63 - 1`,
    "is an integer of more than 40 digits; Meta's largest integer is 2^63 - 1",
  ]);
});

test("rejects a text amount in Meta's JSON", () => {
  expect([wirePositive.safeParse(5).success, wirePositive.safeParse("5").success]).toEqual([true, false]);
});

test("writes a number if exact, else a bigint", () => {
  const edge = 2n ** 53n;
  expect([edge - 2n, edge - 1n, edge, edge + 1n].map(wireNumber)).toEqual([
    9007199254740990,
    9007199254740991,
    9007199254740992n,
    9007199254740993n,
  ]);
});

test.each([
  ["1.234,56", 123456n],
  ["1234,5", 123450n],
  ["1234.56", 123456n],
  ["1234.5", 123450n],
  ["R$ 12", 1200n],
  ["R$12", 1200n],
  ["R$\u00a01.234.567,89", 123456789n],
  ["  0,01   ", 1n],
  [`${"1".repeat(57)},00`, BigInt(`${"1".repeat(57)}00`)],
  ["0", 0n],
  ["92.233.720.368.547.758,07", maxCentavos],
])("parses %s to %s centavos", (text, amount) => {
  expect(reais(text)).toBe(amount);
});

test.each(["1.234", "12.345.678"])("rejects %s as ambiguous", (text) => {
  expect(() => reais(text)).toThrow(
    `"${text}" is ambiguous (thousands separator or decimal point); write the centavos too, like "${text},00"`,
  );
});

test("an error shows 40 characters of a long text", () => {
  expect(() => reais(`1${".234".repeat(12)}`)).toThrow(/^"1(\.234){9}\.23" is ambiguous/);
});

test.each([
  "",
  " ",
  "R$",
  "-1",
  "1,234",
  "1,234.56",
  "1.23.456,00",
  "1..2",
  "12.345,6.7",
  "1e3",
  "0x10",
  "１２,00",
  "1 234,56",
  "R$R$ 1",
  "12,3a",
  "NaN",
  "1".repeat(61),
])("rejects %p as an amount in reais", (text) => {
  expect(() => reais(text)).toThrow(RangeError);
});

/** As plain JavaScript calls it. */
function callUntyped(format: (value: never) => unknown, value: unknown): unknown {
  return format(value as never);
}

test.each([
  [12.5, "the number 12.5: a number has no exact centavos"],
  [NaN, "the number NaN: a number has no exact centavos"],
  [1250n, "a bigint: a bigint is an amount in whole centavos already"],
  [undefined, "undefined"],
  [null, "null"],
  [{}, "a value of type object"],
  [Symbol.iterator, "a value of type symbol"],
])("reais(%p) throws a TypeError that names the type", (value, given) => {
  expect(() => callUntyped(reais, value)).toThrow(
    new TypeError(`reais() reads text, not ${given}. Write the amount in quotes, like reais("12,50").`),
  );
});

test("formatReais() accepts whole centavos only", () => {
  expect(callUntyped(formatReais, 1250)).toBe("R$ 12,50");
  expect(() => callUntyped(formatReais, 12.5)).toThrow("formatReais(): the amount is 12.5; amounts are whole centavos");
  expect(() => callUntyped(formatReais, undefined)).toThrow("formatReais(): the amount is required.");
});

test("rejects a megabyte of blanks quickly", () => {
  expect(() => reais(`1${" ".repeat(1_000_000)}1`)).toThrow(/^"1 {39}" is not an amount in reais/);
});

test.each([
  [0n, "R$ 0,00"],
  [5n, "R$ 0,05"],
  [100n, "R$ 1,00"],
  [99_999n, "R$ 999,99"],
  [100_000n, "R$ 1.000,00"],
  [-5n, "-R$ 0,05"],
  [maxCentavos, "R$ 92.233.720.368.547.758,07"],
])("formats %p as %s", (amount, text) => {
  expect(formatReais(amount)).toBe(text);
});

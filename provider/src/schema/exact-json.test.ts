import fc from "fast-check";
import { exactJsonText, findRepeatedKey, parseEmbeddedJson, parseExactJson, parseJsonIntegers } from "./exact-json";

test("integers from 16 digits on become text, except in strings", () => {
  expect(
    parseExactJson(
      '{"id":120226305854810726,"list":[ -1234567890123456,12345678901234567890],"short":123456789012345,"f":0.1234567890123456789,"g":1234567890123456.5,' +
        '"e":1e-0000000000000001,"text":"id: 120226305854810726, \\"quoted\\": 1234567890123456 \\\\","after":1234567890123456789}',
    ),
  ).toEqual({
    id: "120226305854810726",
    list: ["-1234567890123456", "12345678901234567890"],
    short: 123456789012345,
    f: 0.1234567890123456789,
    g: 1234567890123456.5,
    e: 0.1,
    text: 'id: 120226305854810726, "quoted": 1234567890123456 \\',
    after: "1234567890123456789",
  });
  expect(parseExactJson("1234567890123456789")).toBe("1234567890123456789");
});

test.each<[unknown, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['"[1]"', [1]],
  ['"\\"[1]\\""', "[1]"],
  ["no JSON", "no JSON"],
  [[1], [1]],
  [{ a: "1" }, { a: "1" }],
  [null, null],
])("embedded JSON %j is read as %j", (raw, value) => {
  expect(parseEmbeddedJson(raw)).toEqual(value);
});

test.each<[string, unknown]>([
  ["12345678901234567e0", "12345678901234567e0"],
  ["1.0e3", "1.0e3"],
  ["1E3", "1E3"],
  ["1.5", "1.5"],
  ["1.0", "1.0"],
  ["-1", "-1"],
  ["-0", "-0"],
  ["-1234567890123456789", "-1234567890123456789"],
  ["0", 0],
  ["123456789012345", 123456789012345],
  ["1234567890123456", "1234567890123456"],
  ["12345678901234567.0", "12345678901234567.0"],
  ['"1e3"', "1e3"],
])("reads the id %s as %p", (text, value) => {
  for (const key of ["id", "sequence_id", "page_id"]) {
    expect(parseExactJson(`{"${key}" :\n ${text},"text":"\\"id\\":1e3"}`)).toEqual({ [key]: value, text: '"id":1e3' });
  }
});

test("reads other keys as numbers, and keeps ids inside strings", () => {
  expect(parseExactJson('{"id":1e0,"valid":1.0e3,"price":1.0,"text":"\\"id\\":1e3"}')).toEqual({
    ...{ id: "1e0", valid: 1000, price: 1, text: '"id":1e3' },
  });
});

test("property: reads other values as JSON.parse, also beside a long integer", () => {
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
])("reads megabytes of %s", (_what, text) => {
  expect(Array.isArray(parseExactJson(text))).toBe(true);
});

test.each<[string, unknown]>([
  ["9007199254740991", 9007199254740991],
  ["9007199254740992", 9007199254740992n],
  ["-9007199254740993", -9007199254740993n],
  ["-9007199254740991", -9007199254740991],
  ["999999999999999", 999999999999999],
  ["1e3", 1000],
  ["-0", -0],
  ["0.1", 0.1],
  ["0.30000000000000004", 0.30000000000000004],
  ["1.7976931348623157e+308", 1.7976931348623157e308],
  ["9007199254740991.2", "9007199254740991.2"],
  ["0.99999999999999999", "0.99999999999999999"],
  ["1.0000000000000000", "1.0000000000000000"],
  ["1e-400", "1e-400"],
  ["-5e-0400", "-5e-0400"],
  ["1e-100", 1e-100],
])("reads the number %s as %p, without loss", (text, value) => {
  expect(parseJsonIntegers(text)).toBe(value);
  expect(parseJsonIntegers(`{"a":[ ${text} ,{"b":${text}}]}`)).toEqual({ a: [value, { b: value }] });
});

test("keeps the content of strings and keys", () => {
  const text = JSON.stringify({
    "9007199254740993": "9007199254740993",
    nested: '{"a":9007199254740993,"b":"1e-400"}',
    quoted: '"9007199254740993',
    escaped: "\\",
    after: '\\"9007199254740993',
    id: "3f2c6f0e-3c1a-4c1e-9a34-000000000000123456789012345678",
    tail: ["e-400", "\u0022", "\n1e-400\n"],
  });
  expect(parseJsonIntegers(text)).toEqual(JSON.parse(text));
  expect(parseJsonIntegers(text.replace(/}$/, ',"n":9007199254740993}'))).toEqual({
    ...(JSON.parse(text) as object),
    n: 9007199254740993n,
  });
});

test("reads __proto__ as a plain key", () => {
  const value = parseJsonIntegers('{"__proto__":{"a":9007199254740993}}') as object;
  expect([Object.keys(value), Object.getPrototypeOf(value)]).toEqual([["__proto__"], Object.prototype]);
});

test.each([
  "",
  "{",
  "[1,]",
  "01",
  "1.",
  "'a'",
  "NaN",
  '{"a":9007199254740993',
  "9007199254740993n",
  "[9007199254740993 1]",
])("%p is not JSON", (text) => expect(() => parseJsonIntegers(text)).toThrow(SyntaxError));

test("writes all digits of an integer, even if bigint has toJSON", () => {
  const value = { a: 9007199254740993n, b: [-1n, 0n, { c: 2n ** 63n }], d: "9007199254740993", e: undefined, f: 1.5 };
  const text = '{"a":9007199254740993,"b":[-1,0,{"c":9223372036854775808}],"d":"9007199254740993","f":1.5}';
  expect(exactJsonText(value)).toBe(text);
  expect(exactJsonText(9007199254740993n)).toBe("9007199254740993");
  expect(exactJsonText({ a: 1n }, 2)).toBe('{\n  "a": 1\n}');
  const prototype = BigInt.prototype as { toJSON?: unknown };
  prototype.toJSON = String;
  try {
    expect(exactJsonText(value)).toBe(text);
  } finally {
    delete prototype.toJSON;
  }
});

test("property: reads back what it writes", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
      fc.string({ unit: "binary" }),
      fc.constantFrom("9007199254740993", '"9007199254740993"', "\\", "1e-400", null, true),
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("any"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (given) => {
      const plain = JSON.parse(exactJsonText(given)) as unknown;
      expect(exactJsonText(parseJsonIntegers(exactJsonText(given)))).toBe(exactJsonText(given));
      if (!/\d{16}|[eE]-\d{3}/.test(exactJsonText(given))) {
        expect(parseJsonIntegers(exactJsonText(given))).toEqual(plain);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["escapes", `["${"\\u00e4".repeat(200_000)}",9007199254740993]`],
  ["backslashes", `["${"\\\\".repeat(500_000)}",9007199254740993]`],
  ["digits in a text", `["${"9".repeat(1_000_000)}",9007199254740993]`],
  ["exponents in a text", `["${"1e-400,".repeat(150_000)}",9007199254740993]`],
  ["signs in a text", `["${"+-".repeat(500_000)}",9007199254740993]`],
  ["long numbers", `[${"9007199254740993,".repeat(60_000)}9007199254740993]`],
  ["texts", `[${'"",'.repeat(300_000)}9007199254740993]`],
])("reads a megabyte of %s without loss", (_what, text) => {
  expect((parseJsonIntegers(text) as readonly unknown[]).at(-1)).toBe(9007199254740993n);
});

test.each([
  ['{"data":[{"id":"7"}],"data":[]}', "data"],
  ['{"a":1,"b":[{"c":{"d":1,"e":[],"d":1}}]}', "d"],
  ['{"data":[],"\\u0064ata":[]}', "data"],
  ['{"\\"":1,"\\u0022" \n: 2}', '"'],
  ['{"":1,"":1}', ""],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
  ['{"a":{},"a":1}', "a"],
  ['{"a":[[{"b":1}]],"c":1,"a":1}', "a"],
])("%s repeats a key", (text, key) => {
  expect(findRepeatedKey(text)).toBe(key);
});

test.each([
  ["the same key in two objects", '[{"a":1},{"a":1,"b":{"a":1}}]'],
  ["a key that is also a value", '{"a":"a","b":["a","a"]}'],
  ["a key inside of a string", '{"a":"{\\"a\\":1,\\"a\\":2}","b":"}"}'],
  ["keys of another case", '{"a":1,"A":1}'],
  ["no object", '"a"'],
])("%s is not a repeated key", (_what, text) => {
  expect(findRepeatedKey(text)).toBeUndefined();
});

test("property: finds no repeated key in output of JSON.stringify", () => {
  fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => findRepeatedKey(text) === undefined));
});

test.each([
  ["one long text", `{"a":"${"x".repeat(2_000_000)}","a":1}`],
  ["escapes", `{"a":"${"\\\\".repeat(1_000_000)}","a":1}`],
  ["depth", `{"a":${"[".repeat(500_000)}${"]".repeat(500_000)},"a":1}`],
])("finds a repeated key around megabytes of %s", (_what, text) => {
  expect(findRepeatedKey(text)).toBe("a");
});

test("only integers of 16 digits and more become text", () => {
  expect(parseExactJson('{"id":12,"n":12,"m":123456789012345,"long":1234567890123456}')).toEqual({
    ...{ id: 12, n: 12, m: 123456789012345, long: "1234567890123456" },
  });
});

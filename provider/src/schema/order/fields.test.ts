import { countCharacters } from "../limits";
import {
  address,
  callbackData,
  quantity,
  referenceId,
  required,
  secondsNumber,
  secondsText,
  requiredText,
  limitedText,
} from "./fields";

function problems(schema: {
  safeParse(value: unknown): { error?: { issues: readonly { message: string }[] } | undefined };
}) {
  return (value: unknown): string[] => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
}

const family = "\u{1f469}\u200d\u{1f467}";

test("rejects a text that is too long by every count", () => {
  const problemsOf = problems(requiredText(3));
  expect(["abc", "ãéç", family.repeat(3), "e\u0301".repeat(3)].map(problemsOf)).toEqual([[], [], [], []]);
  expect(problemsOf("abcd")).toEqual(["has 4 characters; Meta allows at most 3"]);
  expect(problemsOf(family.repeat(4))).toEqual(["has 4 characters; Meta allows at most 3"]);
});

test("rejects empty text in required fields only", () => {
  expect([requiredText(3), required, callbackData].map((schema) => problems(schema)(""))).toEqual(
    Array.from({ length: 3 }, () => ["must not be empty"]),
  );
  expect(problems(limitedText(3))("")).toEqual([]);
});

test("rejects half of a surrogate pair in every text", () => {
  for (const schema of [requiredText(9), limitedText(9), required, callbackData]) {
    expect(problems(schema)("a\ud83d")).toEqual(["has half of a surrogate pair; write the whole character (UTF-16)"]);
  }
});

test("counts characters of callback data", () => {
  expect(problems(callbackData)(family.repeat(512))).toEqual([]);
  expect(problems(callbackData)("x".repeat(513))).toEqual(["has 513 characters; Meta allows at most 512"]);
});

test("limits length and characters of a reference id", () => {
  expect(problems(referenceId)("\u{1f600}".repeat(31))).toEqual([
    "has 62 characters; Meta allows at most 60",
    "may have English letters, numbers, underscores, dashes and dots only",
  ]);
  expect(problems(referenceId)("a\n")).toHaveLength(1);
});

test.each(["https://a.example/x?y=1#z", "HTTP://a.example", "https://my-payment-link-url", "https://[::1]/"])(
  "accepts the address %s",
  (text) => expect(problems(address)(text)).toEqual([]),
);
test.each([
  "",
  "a.example",
  "//a.example",
  "https://",
  "https:// a",
  "ftp://a.example",
  "javascript:alert(1)",
  " https://a.example",
])("rejects the address %p", (text) =>
  expect(problems(address)(text)).toEqual(["must be an address that begins with https:// (or http://)"]),
);

test("a quantity is a whole number from 1 and is never rounded", () => {
  expect([1, 7n, Number.MAX_SAFE_INTEGER, 9007199254740991n].map((value) => quantity.parse(value))).toEqual([
    1,
    7,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
  ]);
  for (const value of [0, -1, 1.5, NaN, Infinity, 2 ** 53, 9007199254740993n, 10n ** 400n, "1", null, [1]]) {
    expect(problems(quantity)(value)).toEqual(["must be a whole number from 1 to 2^53 - 1"]);
  }
  expect(problems(quantity)(undefined)).toEqual(["is required"]);
});

test("seconds are text or a number by message kind, never milliseconds", () => {
  expect(["0", "1893456000"].map(problems(secondsText))).toEqual([[], []]);
  for (const value of ["", "-1", "1.5", "1e9", "1893456000000", " 1", "１"]) {
    expect(problems(secondsText)(value)).toEqual(['must be UTC time in seconds as text, like "1893456000"']);
  }
  expect([0, 1893456000].map(problems(secondsNumber))).toEqual([[], []]);
  for (const value of [-1, 1.5, 1893456000000, NaN, Infinity, "1"]) {
    expect(problems(secondsNumber)(value).length).toBe(1);
  }
});

test("counts Latin letters like Intl.Segmenter", () => {
  const segmenter = new Intl.Segmenter("en");
  const letters = Array.from({ length: 0x300 - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));
  const text = letters
    .filter((letter) => !/[\u007f-\u009f]/.test(letter))
    .flatMap((letter) => [letter, "é", letter])
    .join("");
  expect(countCharacters(text)).toBe([...segmenter.segment(text)].length);
});

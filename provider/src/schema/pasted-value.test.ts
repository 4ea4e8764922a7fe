import { findSecretProblem, isQuoted } from "./pasted-value";

test.each<[string, boolean]>([
  ['"a"', true],
  [' "a" ', true],
  ['a"\n', true],
  ["'a", true],
  [" 'a", true],
  ["\u00aba\u00bb", true],
  ['a "b" c', false],
  ["", false],
])("%j begins or ends with a quotation mark: %p", (value, expected) => {
  expect(isQuoted(value)).toBe(expected);
});

test.each([
  ["Bearer EAAx", 'begins with "Bearer"'],
  ["authorization: bearer EAAx", 'begins with "Bearer"'],
  ["BEARER EAAx", 'begins with "Bearer"'],
  ["OAuth EAAx", 'begins with "OAuth"'],
  ["oauth EAAx", 'begins with "OAuth"'],
  ["EAAx y", "has characters that no token has"],
  ["EAAx\u200b", "has characters that no token has"],
  ["\u00e9EAAx", "has characters that no token has"],
])("%j %s", (secret, problem) => {
  expect(findSecretProblem(secret, "token")).toContain(problem);
});

test("accepts a token that only contains the word", () => {
  expect(findSecretProblem("EAABearer", "token")).toBeUndefined();
});

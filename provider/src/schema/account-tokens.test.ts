import { listTokenTexts, parseAccountTokens } from "./account-tokens";

test("tokens are read by account, without act_ and blanks around them", () => {
  const { tokens, problems } = parseAccountTokens('{"102290129340398":" EAAone\\n","act_8001":"EAAtwo"}');
  expect(problems).toEqual([]);
  expect([...tokens]).toEqual([
    ["102290129340398", "EAAone"],
    ["8001", "EAAtwo"],
  ]);
});

const format = 'must be a JSON object of access tokens by account id, such as {"102290129340398": "EAA..."}; ';
test.each([
  ["broken JSON", '{"1":"EAAsecret"', [expect.stringContaining(`${format}it is not valid JSON`)]],
  ["a list", '["EAAsecret"]', [`${format}it has no entries`]],
  ["no entries", "{}", [`${format}it has no entries`]],
  ["a key twice", '{"1":"EAAsecret","\\u0031":"EAAsecret2"}', ['key "1": is there twice; keep one of them']],
  [
    "an account twice",
    '{"1":"EAAsecret","act_1":"EAAsecret"}',
    ["account 1: is there twice, with and without act_; keep one of them"],
  ],
  ["a token as key", '{"EAAsecret1234567890abcdef":"1"}', ["key of 25 characters: is no account id, 1 to 32 digits"]],
  [
    "several bad entries",
    '{"one":"EAAsecret","2":"","3":7,"4":"Bearer EAAsecret","5":"\\"EAAsecret\\""}',
    [
      "account 2: its token is empty",
      "account 3: its token is not text",
      expect.stringMatching(/^account 4: its token begins with "Bearer"; give the token alone/),
      "account 5: its token has quotation marks around it; give the token without quotes",
      'key "one": is no account id, 1 to 32 digits',
    ],
  ],
])("%s is rejected without showing a token", (_what, text, problems) => {
  const parsed = parseAccountTokens(text);
  expect(parsed.problems).toEqual(problems);
  expect(JSON.stringify(parsed.problems)).not.toContain("EAAsecret");
});

test("the first 20 problems are listed, and the number of the others", () => {
  const text = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`client ${i}`, "EAAx"])));
  const { problems } = parseAccountTokens(text);
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toBe("and 10 more problems of this kind");
});

test("tokens of malformed texts are found too", () => {
  const token = "EAAGm0PX4ZCpsBAKZCtokenZD";
  for (const text of [`{"1":"${token}"`, `['${token}']`, `{"${token}":"1"}`, `{"1":{"token":"${token}"}}`]) {
    expect(listTokenTexts(text)).toContain(token);
  }
});

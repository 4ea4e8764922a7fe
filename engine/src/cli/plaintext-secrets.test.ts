import { looksLikeSecret, namesSecret } from "./plaintext-secrets";

const random = "8x!Kq9zL2#vRt5Yw";

test.each([
  ["shop:note", "EAAFinventedTokenABCDEFghijklmnop"],
  ["shop:note", '"EAAFinventedTokenABCDEF"'],
  ["shop:note", "102290129340398|aBcDeFgHiJkLmNoPqRsTuVwXyZ0"],
  ["shop:note", "ghp_0123456789abcdefABCDEF0123456789abcd"],
  ["shop:note", "AKIAIOSFODNN7EXAMPLE"],
  ["shop:note", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"],
  ["shop:note", "-----BEGIN RSA PRIVATE KEY-----\nabc"],
  ["shop:database", "postgres://shop:hunter2@db.example.com/shop"],
])("%s = %s looks like a credential", (key, value) => {
  expect(looksLikeSecret(key, value)).toBe(true);
});

test.each([
  ...[
    "whatsapp:accessToken",
    "whatsapp:acessToken",
    "whatsapp:accesstokn",
    "whatsapp:accessTokne",
    "whatsapp:appSecret",
  ],
  ...[
    "whatsapp:appSecert",
    "whatsapp:app_secret",
    "aws:secretKey",
    "datadog:apiKey",
    "stripe:api-key",
    "shop:dbPassword",
  ],
  ...[
    "shop:pasword",
    "shop:passwrod",
    "shop:passwords",
    "shop:PASSWORD",
    "shop:db.pwd",
    "shop:privatKey",
    "shop:token",
  ],
  "shop:clientCredentials",
])("the key %s names a secret", (key) => {
  expect(namesSecret(key)).toBe(true);
  expect(looksLikeSecret(key, "abc")).toBe(true);
});

test.each([
  ...["aws:region", "whatsapp:wabaId", "shop:compass", "shop:secretary", "shop:tokenizer", "shop:passport", "shop:key"],
  ...["shop:secure", "token:region", "shop:accessKeyId", "shop:keyName"],
])("the key %s does not name a secret", (key) => {
  expect(namesSecret(key)).toBe(false);
  expect(looksLikeSecret(key, "abc")).toBe(false);
});

test("judges other keys that the CLI suspects by their value's randomness", () => {
  for (const key of ["shop:tokenValue", "shop:secretOfShop", "shop:passwordProd", "shop:compass"]) {
    expect(looksLikeSecret(key, random)).toBe(true);
    expect(looksLikeSecret(key, "0b1f5a2c9d8e7f60")).toBe(true);
    for (const value of ["", "north", "my-database-name", "12", "true"]) {
      expect(looksLikeSecret(key, value)).toBe(false);
    }
  }
  expect(looksLikeSecret("shop:note", random)).toBe(false);
});

test("accepts booleans, numbers and empty values, but no numeric password", () => {
  for (const value of ["", "true", "false", "3600"]) expect(looksLikeSecret("shop:token", value)).toBe(false);
  expect(looksLikeSecret("shop:maxTokens", "4096")).toBe(false);
  expect(looksLikeSecret("shop:password", "123456")).toBe(true);
  expect(looksLikeSecret("shop:password", "")).toBe(false);
});

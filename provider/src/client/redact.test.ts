import { KnownSecrets } from "../schema/known-secrets";
import { printable } from "./redact";

function redact(text: string): string {
  return printable(text, KnownSecrets.none, Infinity);
}
const secret = "s3cr3tOfSomebody0123456789";
const hex = "0123456789abcdef0123456789abcdef";

test.each([
  `bad token EAA${secret}`,
  `_EAA${secret}_`,
  `token%3DEAA${secret}`,
  `\\nEAA${secret}`,
  `\\u0022EAA${secret}`,
  `Bearer ${secret}`,
  `bearer%20${secret}`,
  `OAuth ${secret}`,
  `OAuth+${secret}`,
  `Authorization: Basic ${Buffer.from(`u:${secret}`).toString("base64")}`,
  `123456789012345|${hex}`,
  `123456789012345%7C${hex}`,
  `123456789012345\\u007c${hex}`,
  "123456789012345|aB3_defGhIjKlMnOpQrStUvWx-z",
  `client_secret=${secret}`,
  `client_secret%3D${secret}`,
  `"client_secret":"${secret}"`,
  `{\\"client_secret\\": \\"${secret}\\"}`,
  `client_secret: ${secret}`,
  `appsecret_proof=${hex}${hex}`,
  `appsecret_proof[]=${secret}`,
  `appsecret_proof%5B%5D=${secret}`,
  `?grant_type=fb_exchange_token&fb_exchange_token=${secret}&x=1`,
  `input_token=${secret}`,
  `WHATSAPP_ACCESS_TOKEN=${secret}`,
  `WHATSAPP_APP_SECRET='${secret}'`,
  `&quot;access_token&quot;:&quot;${secret}&quot;`,
  `access_token=s3cr3t\\/with\\u002bescapes${secret}`,
  `a proof ${hex}${hex}`,
])("hides the secret in %j", (text) => {
  const clean = redact(text);
  expect(clean).toContain("[secret]");
  expect(clean).not.toMatch(/s3cr3t|somebody|456789abcdef|GhIjKl|escapes/i);
  expect(clean).not.toContain(Buffer.from(`u:${secret}`).toString("base64").slice(4, 12));
});

test("keeps the text after a secret", () => {
  expect(redact(`?access_token=${secret}&limit=25`)).toBe("?access_token=[secret]&limit=25");
  expect(redact(`{"client_secret":"${secret}","code":1}`)).toBe('{"client_secret":"[secret]","code":1}');
  expect(redact(`{\\"input_token\\":\\"${secret}\\",\\"code\\":1}`)).toBe(
    '{\\"input_token\\":\\"[secret]\\",\\"code\\":1}',
  );
});

test.each([
  "Invalid OAuth access token - Cannot parse access token",
  "Invalid OAuth 2.0 Access Token",
  "OAuth authentication_is_required",
  "The Bearer token is missing; use Bearer authentication.",
  "A bearer of news",
  "Basic functionality and Basic Configuration",
  "access_token: is required",
  "set WHATSAPP_ACCESS_TOKEN: a client reads no environment",
  "An access token is required to request this resource.",
  "client_secret is missing",
  "API calls from the server require an appsecret_proof argument",
  "1234567890|campaign_summer_sale_of_2026",
  "id|name|status: 120210|Driver sign-up|ACTIVE",
  "wamid.HBgLNTUxMTk5OTk5OTk5ORUCABEYEjEAA0123456789ABCDEF",
  "GEAAR up for the season",
  "fbtrace_id A1b2C3d4E5f6G7h8",
])("keeps %j", (text) => {
  expect(redact(text)).toBe(text);
});

test("escapes control characters and keeps other scripts readable", () => {
  expect(redact("bank\u202egnp\u2066x\u2069\u200f")).toBe("bank\\u202egnp\\u2066x\\u2069\\u200f");
  expect(redact("a\u001b[31mb\u009b1m\r\nc\u2028d")).toBe("a [31mb 1m c d");
  expect(redact("رمز غير صالح: مرحبا، שלום")).toBe("رمز غير صالح: مرحبا، שלום");
});

test.each([
  "access_token",
  "access_token=",
  "access_token: ",
  "access_token[",
  "OAuth ",
  "OAuth a",
  "Bearer ",
  "Basic ",
  "EAA",
  "\\",
  "%22",
  "12345|",
  "12345|a",
  "a ",
])("reads a megabyte of %j quickly", (part) => {
  expect(redact(part.repeat(Math.ceil(1_000_000 / part.length))).length).toBeGreaterThan(0);
});

import fc from "fast-check";
import { InvalidArguments } from "./invalid-arguments";
import { signatureFault, verifySignature, type SignedBody } from "./signature";
import { appSecret, sign } from "./testing/samples";

// Meta's own example of what its signature is over: the escaped form, with lower-case hex digits.
const escaped = '{"text":"\\u00e4\\u00f6\\u00e5"}';
const header = sign(escaped);

test("verifies the received bytes, in which Meta escapes other characters", () => {
  expect(verifySignature({ rawBody: escaped, header, appSecret })).toBe(true);
  expect(verifySignature({ rawBody: Buffer.from(escaped), header, appSecret })).toBe(true);
  const writtenAgain = JSON.stringify(JSON.parse(escaped));
  expect(writtenAgain).not.toBe(escaped);
  expect(signatureFault({ rawBody: writtenAgain, header, appSecret })).toBe("mismatch");
});

test("accepts a signature computed with another tool", () => {
  // printf %s '{"object":"whatsapp_business_account"}' | openssl dgst -sha256 -hmac an-app-secret-for-tests
  const known = "ff9b9792f1b71c3d3c33477e3fae7ecb167516c9d5a98d5ea9f212c77b54c232";
  expect(
    verifySignature({ rawBody: '{"object":"whatsapp_business_account"}', header: `sha256=${known}`, appSecret }),
  ).toBe(true);
});

test.each<[string, SignedBody["header"], string]>([
  ["none", undefined, "missing"],
  ["null, as Headers tell it", null, "missing"],
  ["an empty one", "", "missing"],
  ["headers without it", { "content-type": "application/json" }, "missing"],
  ["the old one alone", { "x-hub-signature": header }, "missing"],
  ["SHA-1", "sha1=0123456789012345678901234567890123456789", "malformed"],
  ["no prefix", header.slice("sha256=".length), "malformed"],
  ["another case of the prefix", header.replace("sha256", "SHA256"), "malformed"],
  ["upper-case hex", `sha256=${header.slice("sha256=".length).toUpperCase()}`, "malformed"],
  ["a digit less", header.slice(0, -1), "malformed"],
  ["a digit more", `${header}0`, "malformed"],
  ["a line end after it", `${header}\n`, "malformed"],
  ["no hex", `sha256=${"g".repeat(64)}`, "malformed"],
  ["different ones in a list", { "x-hub-signature-256": [header, sign("other")] }, "malformed"],
  ["different ones, joined", `${header}, ${sign("other")}`, "malformed"],
  ["a list beside the headers", [sign("other"), header], "malformed"],
  [
    "different ones under two spellings",
    { "x-hub-signature-256": header, "X-Hub-Signature-256": sign("other") },
    "malformed",
  ],
  ["a wrong one twice", [sign("other"), sign("other")], "mismatch"],
  ["a list of nothing", [], "missing"],
  ["a signature of something else", sign("something else"), "mismatch"],
  ["a signature by another secret", sign(escaped, "another-secret"), "mismatch"],
  ["nothing but zeros", `sha256=${"0".repeat(64)}`, "mismatch"],
])("rejects the header: %s", (_what, odd, fault) => {
  expect(signatureFault({ rawBody: escaped, header: odd, appSecret })).toBe(fault);
  expect(verifySignature({ rawBody: escaped, header: odd, appSecret })).toBe(false);
});

test.each<[string, SignedBody["header"]]>([
  ["headers of node:http", { "x-hub-signature-256": header }],
  ["headers as they were sent", { "X-Hub-Signature-256": header }],
  ["headers with lists of values", { "X-HUB-SIGNATURE-256": [header] }],
  ["a list", [header]],
  ["a list with equal values", { "x-hub-signature-256": [header, header] }],
  ["two spellings with equal values", { "x-hub-signature-256": header, "X-Hub-Signature-256": [header] }],
  ["two spellings, one of them empty", { "x-hub-signature-256": "", "X-Hub-Signature-256": header }],
  ["equal values that a gateway joined", `${header},${header}`],
  [
    "a Headers object with equal values",
    new Headers([...Array.from({ length: 3 }, () => ["x-hub-signature-256", header] as [string, string])]),
  ],
  ["a Headers object", new Headers({ "X-Hub-Signature-256": header })],
])("finds the header in %s", (_what, headers) => {
  expect(verifySignature({ rawBody: escaped, header: headers, appSecret })).toBe(true);
});

test("accepts a signature by any of several secrets during a rotation", () => {
  for (const secrets of [
    [appSecret, "new"],
    ["new", appSecret],
  ]) {
    expect(verifySignature({ rawBody: escaped, header, appSecret: secrets })).toBe(true);
  }
  expect(signatureFault({ rawBody: escaped, header, appSecret: ["new", "newer"] })).toBe("mismatch");
});

test.each<[string, unknown, unknown, string]>([
  ["a parsed body", { object: "x" }, appSecret, "rawBody: must be the raw bytes"],
  ["no body", undefined, appSecret, "rawBody: must be the raw bytes"],
  ["an empty secret", escaped, "", "appSecret: must not be empty"],
  ["a blank secret", escaped, " \n", "appSecret: must not be empty"],
  ["a secret with a line end", escaped, `${appSecret}\n`, "appSecret: has white space around it"],
  ["no secret", escaped, undefined, "appSecret: must be text; is its environment variable set?"],
  ["no secrets", escaped, [], "appSecret: must contain at least one secret"],
  ["an empty one of several", escaped, [appSecret, ""], "appSecret[1]: must not be empty"],
])("reports %s as a caller's error, without the secret", (_what, rawBody, secret, expected) => {
  const call = () => verifySignature({ rawBody, header, appSecret: secret } as SignedBody);
  expect(call).toThrow(InvalidArguments);
  expect(call).toThrow(expected);
  expect(call).not.toThrow(appSecret);
});

test("reports all failures at once", () => {
  const call = () => verifySignature({ rawBody: {}, header, appSecret: ["", " x"] } as unknown as SignedBody);
  expect(call).toThrow(/^rawBody: .*\nappSecret\[0\]: .*\nappSecret\[1\]: .*$/);
});

test.each(['"secret"', "'secret'", "“secret”"])("rejects an app secret in quotes: %s", (appSecret) => {
  expect(() => verifySignature({ rawBody: Buffer.from("{}"), header: undefined, appSecret })).toThrow(
    "appSecret: has quotation marks around it; give it without quotes",
  );
});

test("property: accepts only the signed bytes with the signing secret", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
  const secret = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/^["'`].*["'`]$/.test(text));
  fc.assert(
    fc.property(bytes, secret, secret, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, key, other, at, flip) => {
      const signed = { header: sign(body, key), appSecret: key };
      expect(verifySignature({ rawBody: body, ...signed })).toBe(true);
      const tampered = body.map((byte, i) => (i === at % body.length ? byte ^ flip : byte));
      expect(signatureFault({ rawBody: tampered, ...signed })).toBe("mismatch");
      expect(signatureFault({ rawBody: body.slice(1), ...signed })).toBe("mismatch");
      if (key !== other) expect(signatureFault({ rawBody: body, ...signed, appSecret: other })).toBe("mismatch");
    }),
  );
});

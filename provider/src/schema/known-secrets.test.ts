import { KnownSecrets, secretsInEnvironment } from "./known-secrets";

const token = "123456789|odd+token/with=chars|&~";
const appSecret = "0123456789abcdef0123456789abcdef";
function knownSecrets(): KnownSecrets {
  return new KnownSecrets([
    ["accessToken", token],
    ["appSecret", appSecret],
  ]);
}

function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
function unicodeOf(text: string): string {
  return Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
function percentOf(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}
function base64Of(text: string, encoding: "base64" | "base64url" = "base64"): string {
  return Buffer.from(text).toString(encoding);
}

const spellings: readonly (readonly [string, string])[] = [
  ["as it is", token],
  ["with letters around it", `x${token}y`],
  ["in a header", `Bearer ${token}`],
  ["percent-encoded", encodeURIComponent(token)],
  ["percent-encoded in small letters", encodeURIComponent(token).toLowerCase()],
  ["percent-encoded twice", encodeURIComponent(encodeURIComponent(token))],
  ["percent-encoded in part", encodeURI(token)],
  ["percent-encoded as a whole", percentOf(token)],
  ["in a form", new URLSearchParams({ t: token }).toString().slice(2)],
  ["in a form that was read", token.replace("+", " ")],
  ["in the query of an address", `https://example.com/?access_token=${encodeURIComponent(token)}&x=1`],
  ["with slashes escaped as JSON", token.replaceAll("/", "\\/")],
  ["escaped as JSON in JSON", jsonOf(jsonOf(token.replaceAll("/", "\\/")))],
  ["escaped as Unicode", unicodeOf(token)],
  [
    "escaped as Unicode in JSON, in capitals",
    jsonOf(unicodeOf(token).replace(/[a-f]/g, (digit) => digit.toUpperCase())),
  ],
  ["escaped as HTML", token.replaceAll("&", "&amp;").replaceAll("|", "&#124;").replaceAll("+", "&#x2B;")],
  ["in base64", base64Of(token)],
  ["in base64 of credentials", base64Of(`u:${token}`)],
  ["in base64 of a header", base64Of(`Bearer ${token}\n`)],
  ["in base64 of an address", base64Of(`.${token}.`, "base64url")],
];

test.each(spellings)("finds, masks and rejects a secret %s", (_how, text) => {
  expect(knownSecrets().isIn(text)).toBe(true);
  const masked = knownSecrets().mask(text);
  expect(masked).toContain("[access token]");
  expect(knownSecrets().isIn(masked)).toBe(false);
  // Nothing of its middle is left.
  expect(masked).not.toMatch(/token.?with|odd/i);
  expect(knownSecrets().failuresIn({ text })).toEqual([
    { path: "text", reason: expect.stringMatching(/^contains the access token that this run uses.*Remove it/) },
  ]);
});

test("a mask keeps the surrounding JSON valid", () => {
  for (const [, text] of spellings) {
    expect(JSON.parse(knownSecrets().mask(JSON.stringify({ text })))).toEqual({
      text: expect.stringContaining("[access token]"),
    });
  }
});

test.each([
  ["a beginning of it", token.slice(0, -4)],
  ["its parts", token.split("/").join(" ... ")],
  ["an id and a name", "123456789|odd"],
  ["an ordinary text", "Hi! Thanks for your interest; OAuth, Bearer and 1|2 are words."],
  ["nothing", ""],
])("%s is not a secret", (_what, text) => {
  expect(knownSecrets().isIn(text)).toBe(false);
  expect(knownSecrets().mask(text)).toBe(text);
  expect(knownSecrets().failuresIn([text])).toEqual([]);
});

test("reports the path of each secret, without the secret", () => {
  const failures = knownSecrets().failuresIn({
    name: appSecret,
    link: { [`${"k".repeat(70)}${token}`]: [1, { text: token }] },
    spec: JSON.stringify({ message: token }),
    other: `EAA${"aB3d".repeat(20)}`,
    masked: "Hi [access token]",
  });
  expect(failures.map(({ path }) => path)).toEqual([
    "name",
    `link["${"k".repeat(70)}[access to…"]`,
    "spec",
    "other",
    "masked",
    expect.stringMatching(/\[1\]\.text$/),
  ]);
  expect(failures.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("the app secret that this run uses"),
    expect.stringContaining("the access token"),
    expect.stringContaining("the access token"),
    expect.stringContaining("an access token of Meta"),
    "has [access token] in place of a secret; write the intended text",
    expect.stringContaining("the access token"),
  ]);
  expect(JSON.stringify(failures)).not.toContain("odd");
});

test.each([
  ["quotes", `"${token}"`],
  ["quotes on one side", `'${token}`],
  ["typographic quotes and a line end", `\u201c${token}\u201d\n`],
  ["its name", `export WHATSAPP_ACCESS_TOKEN="${token}"`],
  ["the scheme of a header", `Authorization: Bearer ${token}`],
])("recognizes a secret given with %s without them", (_with, value) => {
  expect(new KnownSecrets(secretsInEnvironment({ WHATSAPP_ACCESS_TOKEN: value })).mask(`x${token}`)).toBe(
    "x[access token]",
  );
});

test("hides a short secret in errors, but rejects no text for it", () => {
  const short = new KnownSecrets([
    ["accessToken", "t0ken"],
    ["appSecret", " "],
  ]);
  expect(short.hide("a t0ken", "[secret]")).toBe("a [secret]");
  expect(short.failuresIn("a t0ken")).toEqual([]);
});

test.each(["", ".", ".."])("finds base64 with special characters at every alignment, after %j", (before) => {
  const odd = "??>>~~secret~~>>??";
  const one = new KnownSecrets([["accessToken", odd]]);
  const texts = ["", ".", ".."].flatMap((after) => [
    base64Of(before + odd + after),
    base64Of(before + odd + after, "base64url"),
  ]);
  expect(texts.join("")).toMatch(/[+/].*[-_]/);
  for (const text of [...texts, ...texts.map(encodeURIComponent)]) expect(one.mask(text)).toContain("[access token]");
});

test("hides a secret of thousands of characters completely", () => {
  const long = new KnownSecrets([["accessToken", "aB3/".repeat(2_000)]]);
  expect(long.mask(`x "${"aB3/".repeat(2_000)}" y`)).toBe('x "[access token]" y');
});

test("masks values and keys at any depth, and visits a cycle once", () => {
  const round: Record<string, unknown> = { text: token };
  round["self"] = round;
  expect(knownSecrets().failuresIn(round)).toHaveLength(1);
  expect(knownSecrets().maskProperties({ [token]: [{ a: token, b: 1, c: null }] })).toEqual({
    "[access token]": [{ a: "[access token]", b: 1, c: null }],
  });
  expect(JSON.stringify(knownSecrets().maskProperties(round))).not.toContain("odd");
});

test.each([
  ["escapes", "\\"],
  ["percent signs", "%25"],
  ["HTML escapes", "&#000"],
  ["the beginning of the secret", token.slice(0, -1)],
  ["the beginning of its base64", base64Of(token).slice(0, -6)],
])("searches a megabyte of %s quickly", (_what, part) => {
  const text = part.repeat(Math.ceil(1_000_000 / part.length));
  expect(knownSecrets().isIn(text)).toBe(false);
  expect(knownSecrets().mask(text)).toBe(text);
});

test("masks a secret that contains another, in either order", () => {
  const given = [
    ["appSecret", appSecret],
    ["accessToken", `1|${appSecret}|x`],
  ] as const;
  for (const order of [given, given.toReversed()]) {
    expect(new KnownSecrets(order).mask(`a 1|${appSecret}|x, b ${appSecret}`)).toBe("a [access token], b [app secret]");
  }
});

test("rejects secrets of eight characters in content, not of seven", () => {
  expect(new KnownSecrets([["accessToken", "t0ken678"]]).isIn("a t0ken678")).toBe(true);
  expect(new KnownSecrets([["accessToken", "t0ken67"]]).isIn("a t0ken67")).toBe(false);
});

test("masks base64 completely, and ignores the base64 of short secrets", () => {
  expect(knownSecrets().mask(`a ${base64Of(token)} b`)).toBe("a [access token] b");
  const hide = (secret: string): string => new KnownSecrets([["accessToken", secret]]).hide(base64Of(secret), "***");
  expect(hide("t0ken6")).toBe("***");
  expect(hide("t0ken")).toBe(base64Of("t0ken"));
});

test("keeps the text after a secret of a thousand characters", () => {
  const secret = "aB3d".repeat(250);
  expect(new KnownSecrets([["accessToken", secret]]).mask(`${secret}stays`)).toBe("[access token]stays");
});

function nest(levels: number, inner: unknown): unknown {
  let value = inner;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

test("masks and reports texts down to 100 levels, and publishes nothing below", () => {
  const secrets = knownSecrets();
  expect(JSON.stringify(secrets.maskProperties({ a: nest(99, [token]) }))).toContain("[access token]");
  expect(JSON.stringify(secrets.maskProperties({ a: nest(100, [token]) }))).toMatch(/:\[null\]/);
  expect(secrets.failuresIn(nest(100, token))).toHaveLength(1);
  expect(secrets.failuresIn(nest(101, token))).toEqual([]);
  expect(secrets.failuresIn([null, undefined, 5])).toEqual([]);
});

test("finds a secret whose characters are escaped as JSON", () => {
  const secret = 'to/ken"12\\34';
  const secrets = new KnownSecrets([["accessToken", secret]]);
  for (const text of [secret, secret.replace("/", "\\/"), jsonOf(secret), jsonOf(jsonOf(secret))]) {
    expect(secrets.mask(`a${text}b`)).toBe("a[access token]b");
  }
  expect(secrets.isIn(secret.replace("k", "\\k"))).toBe(false);
});

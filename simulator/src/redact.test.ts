import { redacted, Redactor } from "./redact";

const secret = "123456789|odd+token/with=chars";
const redactor = new Redactor(() => [secret]);
function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

test.each([
  ["as it is", secret],
  ["percent-encoded", encodeURIComponent(secret)],
  ["percent-encoded in small letters", encodeURIComponent(secret).toLowerCase()],
  ["in a form", new URLSearchParams({ t: secret }).toString()],
  ["in a form that was read", secret.replace("+", " ")],
  ["escaped as JSON in JSON", jsonOf(jsonOf(secret.replaceAll("/", "\\/")))],
  ["with a bar escaped as Unicode", secret.replace("|", "\\u007c")],
  ["in base64 of credentials", Buffer.from(`user:${secret}`).toString("base64")],
  ["after a header's scheme", "OAuth+somethingSecretOdd.token"],
  ["of an app", `123456789012345|${"0123456789abcdef".repeat(2)}token`.replace("token", "")],
  ["by its name", "fb_exchange_token=odd.token"],
  ["by its name, percent-encoded", "client_secret%3Dodd.token"],
  ["as a token of someone else", "x_EAAodd0token0"],
])("a secret %s is redacted", (_how, text) => {
  const clean = redactor.text(`before ${text} after`);
  expect(clean).toContain(redacted);
  expect(clean).not.toMatch(/odd.{0,6}token|0123456789abcdef/i);
  expect(clean).toMatch(/^before .* after$/);
});

test.each([
  "Basic Triage",
  "Basic Configuration",
  "an ordinary text with 123456789|odd names",
  "access token",
  "wamid.HBgLNTUxMTk5EAA0123456789abc",
  "1|2",
])("%j stays as it is", (text) => {
  expect(redactor.text(text)).toBe(text);
});

test.each(["access_token[", "access_token", "Bearer ", "OAuth+", "12345|", "EAA", "\\", "%5B", secret.slice(0, -1)])(
  "a megabyte of %j is scanned quickly",
  (part) => {
    expect(redactor.text(part.repeat(Math.ceil(1_000_000 / part.length))).length).toBeGreaterThan(0);
  },
);

import { isList, isObject, type Json } from "./json";
import { createSecretPattern } from "./secret-spellings";

export const redacted = "[redacted]";

/** Shorter secrets would redact ordinary text. Values of secret keys are redacted anyway. */
const minSecretLength = 8;

const secretKeys: ReadonlySet<string> = new Set([
  "access_token",
  "appsecret_proof",
  "authorization",
  "client_secret",
  "cookie",
  "fb_exchange_token",
  "input_token",
  "proxy-authorization",
]);

const quote = String.raw`(?:\\{0,8}["']|%22)?`;
const space = String.raw`(?:\s|%20|\+){1,8}`;
// Linear in the length of the text: every repetition is bounded, or can match in one way only.
const token = /(?<=^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2}|\\[bfnrt]|\\u[0-9A-Fa-f]{4})EAA[A-Za-z0-9_-]{8,}/g;
const schemeValue = new RegExp(String.raw`\b(Bearer|OAuth)${space}(?!\[)[^\s"',;]+`, "gi");
const basicValue = /\b(Basic)(?:\s|%20|\+){1,8}(?=[A-Za-z/+-]{0,500}[\d=])[\w+/-]{12,}={0,2}/g;
const appToken = /(?<![A-Za-z0-9])\d{5,20}(?:\||%7C|\\{1,8}u007c)[0-9a-f]{32}(?![\w-])/gi;
const namedValue = new RegExp(
  String.raw`((?:access_token|appsecret_proof|client_secret|fb_exchange_token|input_token)(?:(?:\[|%5B)\w{0,40}(?:\]|%5D)){0,3}${quote}\s{0,8}(?:[=:]|%3[aAdD])\s{0,8}${quote})(?!\[)(?:[^&\s"'\\,}]|\\{1,8}[/u])+`,
  "gi",
);

/** Redacts known secrets, text that looks like a token, and the values of secret keys. */
export class Redactor {
  readonly #known: () => readonly string[];

  constructor(known: () => readonly string[]) {
    this.#known = known;
  }

  text(value: string): string {
    // No encoding is shorter than the secret.
    const known = this.#known().filter(({ length }) => length >= minSecretLength && length <= value.length);
    return known
      .reduce((kept, secret) => kept.replace(patternOf(secret), redacted), value)
      .replace(token, redacted)
      .replace(appToken, redacted)
      .replace(basicValue, `$1 ${redacted}`)
      .replace(schemeValue, `$1 ${redacted}`)
      .replace(namedValue, `$1${redacted}`);
  }

  json(value: Json): Json {
    if (typeof value === "string") return this.text(value);
    if (isList(value)) return value.map((item) => this.json(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.text(key), this.#member(key, inner)]));
  }

  record(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => [this.text(key), isSecretKey(key) ? redacted : this.text(value)]),
    );
  }

  #member(key: string, value: Json): Json {
    return isSecretKey(key) ? redacted : this.json(value);
  }
}

/** Cached patterns: a simulator has few secrets, and every request needs all of them. */
const patterns = new Map<string, RegExp>();
const mostPatterns = 200;

function patternOf(secret: string): RegExp {
  const pattern = patterns.get(secret) ?? createSecretPattern(secret);
  if (patterns.size >= mostPatterns) patterns.clear();
  patterns.set(secret, pattern);
  return pattern;
}

/** Accepts brackets, as in `appsecret_proof[]`. */
function isSecretKey(key: string): boolean {
  return secretKeys.has(key.toLowerCase().replace(/\[.*$/s, ""));
}

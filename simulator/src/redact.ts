import { isList, isObject, type Json } from "./json";

export const redacted = "[redacted]";

/** Shorter ones would blot out ordinary text; where tokens belong, their key hides them. */
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

/** Hides every known token wherever it stands, whatever looks like one, and the values of telling keys. */
export class Redactor {
  readonly #known: () => readonly string[];

  constructor(known: () => readonly string[]) {
    this.#known = known;
  }

  text(value: string): string {
    let clean = value;
    for (const secret of this.#known().filter((known) => known.length >= minSecretLength)) {
      clean = clean.replaceAll(secret, redacted).replaceAll(encodeURIComponent(secret), redacted);
    }
    return clean
      .replace(/EAA[A-Za-z0-9_-]{8,}/g, redacted)
      .replace(/(Bearer|OAuth)\s+(?!\[)[^\s"',;]+/gi, `$1 ${redacted}`)
      .replace(
        /((?:access_token|appsecret_proof|client_secret|input_token)(?:\[[^[\]]*\])*(?:\\*["'])?\s*[=:]\s*(?:\\*["'])?)(?!\[)[^&\s"'\\,}]+/gi,
        `$1${redacted}`,
      );
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

/** Also with brackets, as in `appsecret_proof[]`. */
function isSecretKey(key: string): boolean {
  return secretKeys.has(key.toLowerCase().replace(/\[.*$/s, ""));
}

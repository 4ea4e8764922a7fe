import { base64PartsOf, spellingsOf } from "./secret-spellings";

/** Place of a secret in a text. */
export interface FoundSecret {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Least length of a secret in characters, since the index looks for this many. */
export const leastIndexedLength = 8;

/** True if the index finds every spelling of this secret: it is long enough, and nothing in it looks like an escape. */
export function isIndexable(secret: string): boolean {
  return secret.length >= leastIndexedLength && /^[ -~]+$/.test(secret) && !/[%\\]|&(?:#|[a-z]+;)/i.test(secret);
}

/**
 * Finds every spelling of any number of secrets in one pass over a text. The index decodes the text at each position and looks up the
 * result, so its time depends on the text and not on the number of secrets; the exact pattern of a secret then decides.
 */
export class SecretFinder {
  /** Lengths of the indexed texts by their first characters, longest first. */
  readonly #lengths = new Map<string, readonly number[]>();
  readonly #values = new Map<string, ReadonlySet<string>>();
  readonly #firstCharacters = new Set<string>();
  /** Matches each character with which a spelling may begin. Undefined until the next search. */
  #start: RegExp | undefined;

  add(secret: string): void {
    for (const spelling of [secret.slice(0, longestIndexed), ...base64PartsOf(secret)]) {
      const key = foldCharacters(spelling);
      const prefix = key.slice(0, leastIndexedLength);
      const lengths = this.#lengths.get(prefix) ?? [];
      this.#lengths.set(
        prefix,
        [...new Set([...lengths, key.length])].sort((a, b) => b - a),
      );
      this.#values.set(key, new Set(this.#values.get(key)).add(secret));
      this.#firstCharacters.add(key.charAt(0));
    }
    this.#start = undefined;
  }

  /** Finds the first secret at or after a position; the longest if several begin there. */
  findFrom(text: string, from: number): FoundSecret | undefined {
    if (this.#values.size === 0) return undefined;
    const pattern = (this.#start ??= startPattern(this.#firstCharacters));
    pattern.lastIndex = from;
    while (pattern.test(text)) {
      const start = pattern.lastIndex - 1;
      const lengths = this.#lengths.get(fold(text, start, leastIndexedLength));
      const found = lengths === undefined ? undefined : this.#findAt(text, start, lengths);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #findAt(text: string, start: number, lengths: readonly number[]): FoundSecret | undefined {
    const decoded = fold(text, start, lengths[0] ?? 0);
    for (const length of lengths.filter((each) => each <= decoded.length)) {
      for (const value of this.#values.get(decoded.slice(0, length)) ?? []) {
        // Compiling a pattern takes milliseconds, and most secrets in a text are as they are.
        const isPlain = value.length === length && text.startsWith(value, start);
        if (isPlain) return { value, start, end: start + length };
        const { here } = spellingsOf(value);
        here.lastIndex = start;
        if (here.test(text)) return { value, start, end: here.lastIndex };
      }
    }
    return undefined;
  }
}

const longestIndexed = 1_000;
const [percent, ampersand, backslash] = [0x25, 0x26, 0x5c];

/** ASCII characters with those made equal that a spelling may exchange: a space for `+`, and the two alphabets of base64. */
function foldCharacters(text: string): string {
  return text.replace(/[ -]/g, "+").replaceAll("_", "/");
}

const folded = Array.from({ length: 128 }, (_, code) => foldCharacters(String.fromCharCode(code)));

function startPattern(foldedCharacters: ReadonlySet<string>): RegExp {
  const characters = folded.flatMap((character, code) => (foldedCharacters.has(character) ? [code] : []));
  const classes = [...characters, percent, backslash, ampersand].map(
    (code) => `\\x${code.toString(16).padStart(2, "0")}`,
  );
  return new RegExp(`[${classes.join("")}]`, "g");
}

/** Decodes up to `count` characters of a text: percent-encoding, JSON and HTML escapes. Stops at what no secret in the index has. */
function fold(text: string, start: number, count: number): string {
  let decoded = "";
  let position = start;
  for (let read = 0; read < count && position < text.length; read++) {
    const code = text.charCodeAt(position);
    const isEscape = code === percent || code === backslash || code === ampersand;
    const escape = isEscape ? readEscape(text, position) : undefined;
    const character = folded[escape?.code ?? code];
    if (character === undefined) break;
    decoded += character;
    position += escape?.length ?? 1;
  }
  return decoded;
}

interface Escape {
  readonly code: number;
  readonly length: number;
}

// Groups without names: named ones double the time of a search.
const escapePattern =
  /%(?:25){0,3}([\dA-F]{2})|\\{1,8}(?:u([\dA-F]{4})|([/"]))|&#0{0,4}(\d{1,3});|&#x0{0,4}([\dA-F]{1,2});|&(amp|lt|gt|quot|apos);/iy;
const namedCharacters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function readEscape(text: string, position: number): Escape | undefined {
  escapePattern.lastIndex = position;
  const match = escapePattern.exec(text);
  if (match === null) return undefined;
  const [{ length }, byte, unicode, plain, decimal, hex, name = ""] = match;
  const digits = byte ?? unicode ?? hex;
  const character = plain ?? namedCharacters[name.toLowerCase()] ?? "";
  const code =
    digits !== undefined ? parseInt(digits, 16) : decimal !== undefined ? Number(decimal) : character.charCodeAt(0);
  return { code, length };
}

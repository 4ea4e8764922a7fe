/** Patterns of a secret's spellings. */
interface Spellings {
  /** Finds all of them in a text. */
  readonly anywhere: RegExp;
  /** Matches one at `lastIndex` only. */
  readonly here: RegExp;
}

/** Cache of patterns: few secrets are ever found in a text, and the same ones again. */
const cache = new Map<string, Spellings>();
const mostCached = 50;

/**
 * Builds patterns for every spelling of a secret in a request, response or page: as it is, percent-encoded, escaped as JSON (also as
 * nested JSON), escaped as HTML, each character on its own; and in base64. They run in linear time.
 */
export function spellingsOf(secret: string): Spellings {
  const known = cache.get(secret);
  if (known !== undefined) return known;
  const source = sourceOf(secret);
  const spellings = { anywhere: new RegExp(source, "g"), here: new RegExp(source, "y") };
  if (cache.size >= mostCached) cache.clear();
  cache.set(secret, spellings);
  return spellings;
}

function sourceOf(secret: string): string {
  const start = secret.slice(0, longest);
  // Also match the rest of a longer secret.
  const rest = secret.length > longest ? "[^\\s\"'<>&]*" : "";
  return [`${Array.from(start, listSpellings).join("")}${rest}`, ...base64PartsOf(secret).map(base64Spellings)].join(
    "|",
  );
}

/** A pattern can cover the spellings of about 10,000 characters; tokens have about 200. */
const longest = 1_000;

/** Backslashes before a character in JSON that is nested up to three levels deep. */
const backslashes = "\\\\{0,8}";

function listSpellings(character: string): string {
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${hexOf(byte, 2)}`).join("");
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  const escaped = units.map((unit) => `\\\\{1,8}u${hexOf(unit, 4)}`).join("");
  const code = Number(character.codePointAt(0));
  const html = `&#(?:0{0,4}${code}|[xX]0{0,4}${hexOf(code, 1)});`;
  return `(?:${[plain(character), bytes, escaped, html, named[character]].filter((form) => form !== undefined).join("|")})`;
}

/** Form encoding writes a space as `+`, so an unescaped `+` arrives as a space. */
const named: Readonly<Record<string, string>> = {
  "+": " ",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function plain(character: string): string {
  return /[/"\\]/.test(character) ? `${backslashes}${literal(character)}` : literal(character);
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}

function hexOf(value: number, digits: number): string {
  return value
    .toString(16)
    .padStart(digits, "0")
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** Shorter ones match any base64. */
const leastBase64 = 8;

/** Parts that base64 of any text with the secret contains, at each of the three alignments. */
export function base64PartsOf(secret: string): readonly string[] {
  const start = secret.slice(0, longest);
  return [0, 1, 2]
    .map((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(start)]);
      // Characters that also depend on the text before or after are omitted.
      return bytes.toString("base64").slice(before === 0 ? 0 : before + 1, Math.floor((bytes.length * 8) / 6));
    })
    .filter((inner) => inner.length >= leastBase64);
}

/** Spells a part in both alphabets of base64, with the rest of the last byte. */
function base64Spellings(inner: string): string {
  const either = inner.replace(/[+/]/g, (character) =>
    character === "+" ? "(?:[+-]|%2[bB])" : `(?:_|${backslashes}/|%2[fF])`,
  );
  return `${either}[\\w+/-]{0,2}={0,2}`;
}

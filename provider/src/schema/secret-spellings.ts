/** Patterns that were made last: a process has few secrets and asks for them at every resource. */
const made = new Map<string, RegExp>();
const mostMade = 50;

/**
 * A pattern for every spelling in which a request, an answer or a page may repeat a secret: as it is, percent-encoded, escaped as JSON (also
 * as JSON within JSON), escaped as HTML, each character on its own; and in base64. Takes time linear in the length of the text.
 */
export function spellingsOf(secret: string): RegExp {
  const pattern = made.get(secret) ?? patternOf(secret);
  if (made.size >= mostMade) made.clear();
  made.set(secret, pattern);
  return pattern;
}

function patternOf(secret: string): RegExp {
  const start = secret.slice(0, longest);
  // Of a longer one, what follows the start belongs to it too.
  const rest = secret.length > longest ? "[^\\s\"'<>&]*" : "";
  return new RegExp([`${Array.from(start, listSpellings).join("")}${rest}`, ...base64Spellings(start)].join("|"), "g");
}

/** Patterns cannot be longer than some 10,000 characters' spellings; tokens have some 200 characters. */
const longest = 1_000;

/** What JSON within JSON within JSON puts before a character. */
const backslashes = "\\\\{0,8}";

function listSpellings(character: string): string {
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${hexOf(byte, 2)}`).join("");
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  const escaped = units.map((unit) => `\\\\{1,8}u${hexOf(unit, 4)}`).join("");
  const code = Number(character.codePointAt(0));
  const html = `&#(?:0{0,4}${code}|[xX]0{0,4}${hexOf(code, 1)});`;
  return `(?:${[plain(character), bytes, escaped, html, named[character]].filter((form) => form !== undefined).join("|")})`;
}

/** Forms write a space as `+`, so that a `+` that was sent as it is arrives as a space. */
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

/** Shorter ones would be found in any base64. */
const leastBase64 = 8;

/** What base64 of any text with the secret in it must have, at each of the three alignments, and what is left of its last byte. */
function base64Spellings(secret: string): string[] {
  return [0, 1, 2]
    .map((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
      // Characters that what stands before or after decides as well are left out.
      return bytes.toString("base64").slice(before === 0 ? 0 : before + 1, Math.floor((bytes.length * 8) / 6));
    })
    .filter((inner) => inner.length >= leastBase64)
    .map((inner) => {
      const either = inner.replace(/[+/]/g, (character) =>
        character === "+" ? "(?:[+-]|%2[bB])" : `(?:_|${backslashes}/|%2[fF])`,
      );
      return `${either}[\\w+/-]{0,2}={0,2}`;
    });
}

/**
 * Returns a pattern for the encodings in which a client may repeat a secret: plain, percent-encoded or JSON-escaped character by
 * character, and base64. Matching is linear in the length of the text.
 */
export function createSecretPattern(secret: string): RegExp {
  const start = secret.slice(0, longest);
  return new RegExp([Array.from(start, createCharacterPattern).join(""), ...listBase64Forms(start)].join("|"), "g");
}

/** Longer patterns are slow, and the rest of a longer secret is useless alone. */
const longest = 1_000;

function createCharacterPattern(character: string): string {
  const bytes = Array.from(Buffer.from(character), (byte) => `%(?:25){0,2}${createHexPattern(byte, 2)}`).join("");
  const code = character.codePointAt(0) ?? 0;
  const plain = character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  const slashes = /[/"\\]/.test(character) ? "\\\\{0,8}" : "";
  // A form writes a space as "+", so a "+" that was sent as it is arrives as a space.
  const space = character === "+" ? "| " : "";
  return `(?:${slashes}${plain}|${bytes}|\\\\{1,8}u${createHexPattern(code, 4)}${space})`;
}

function createHexPattern(value: number, digits: number): string {
  return value
    .toString(16)
    .padStart(digits, "0")
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** Lists the base64 forms of text that contains the secret, one per alignment. */
function listBase64Forms(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString("base64");
    const whole = Math.floor(((before + Buffer.byteLength(secret)) * 8) / 6);
    const inner = text
      .slice(before === 0 ? 0 : before + 1, whole)
      .replace(/[+/]/g, (sign) => (sign === "+" ? "[+-]" : "[/_]"));
    return `${inner}[\\w+/-]{0,2}={0,2}`;
  });
}

/** Recognizes values that should be encrypted, before `config set` stores them in plain text. */
import { countEdits } from "./typos";

/** Patterns that only credentials match, whatever the key. */
const tokenShapes: readonly RegExp[] = [
  /\bEAA[A-Za-z0-9]{12}/, // Meta: access token of a user, a system user or a page
  /\b\d{8,}\|[\w-]{20}/, // Meta: access token of an app, `<id>|<secret>`
  /\bIG(?:AA|QV)[\w-]{20}/, // Instagram
  /\bgh[opsru]_\w{30}|\bgithub_pat_\w{20}|\bglpat-[\w-]{16}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS
  /\bAIza[\w-]{30}|\bya29\.[\w-]{20}/, // Google
  /\bxox[a-z]-[\w-]{10}/, // Slack
  /\b[rs]k_(?:live|test)_\w{10}|\bsk-[\w-]{20}/, // Stripe, OpenAI, Anthropic
  /\bpul-[0-9a-f]{40}|\bnpm_\w{30}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./, // JSON Web Token
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /:\/\/[^\s/:@]+:[^\s/@]+@/, // a password in a URL
];

/** Final words of keys whose value is a secret. Longer ones may contain a typo. */
const passwordNames: readonly string[] = ["pass", "passwd", "pwd", "password", "passphrase", "passcode"];
const credentialNames: readonly string[] = [
  ...passwordNames,
  ...["token", "secret", "credential", "accesstoken", "appsecret", "clientsecret"],
  ...["apikey", "accesskey", "secretkey", "privatekey", "signingkey", "encryptionkey", "authkey"],
];
const shortestWithTypos = 5;

/** Key pattern of the CLI, which then compares the value's entropy with the limits below. */
const cliPattern = /passwd|pass|password|pwd|secret|token/i;
const measuredLength = 16;
const minimumBits = 40;
const minimumBitsPerCharacter = 3;

/** True if a value is, or may be, a credential. `key` is `namespace:name`. */
export function looksLikeSecret(key: string, value: string): boolean {
  if (tokenShapes.some((shape) => shape.test(value))) return true;
  if (value === "" || value === "true" || value === "false") return false;
  if (namesSecret(key)) return !/^\d+$/.test(value) || hasName(key, passwordNames) || isRandom(value);
  return cliPattern.test(nameOf(key)) && isRandom(value);
}

/** True for keys such as `aws:secretKey` or `whatsapp:acessToken`. */
export function namesSecret(key: string): boolean {
  return hasName(key, credentialNames);
}

function hasName(key: string, names: readonly string[]): boolean {
  const words = nameOf(key)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const endings = [1, 2, words.length].map((count) => words.slice(-count).join(""));
  return endings.some((ending) => names.some((name) => isSpelling(ending, name)));
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(":") + 1);
}

/** True for the name, its plural and likely typos. */
function isSpelling(word: string, name: string): boolean {
  if (word === name || word === `${name}s`) return true;
  if (name.length < shortestWithTypos || name === "passwd") return false;
  return countEdits(word, name) <= (name.length > 9 ? 2 : 1);
}

/** Upper bound of the entropy that the CLI computes. Unlike the CLI, accepts plain words. */
function isRandom(value: string): boolean {
  if (/^[A-Za-z]+(?:[-_. /][A-Za-z]+)*$/.test(value)) return false;
  const measured = value.slice(0, measuredLength);
  const alphabet =
    (/[a-z]/.test(measured) ? 26 : 0) +
    (/[A-Z]/.test(measured) ? 26 : 0) +
    (/\d/.test(measured) ? 10 : 0) +
    (/[^A-Za-z\d]/.test(measured) ? 33 : 0);
  const bitsPerCharacter = Math.log2(alphabet);
  return bitsPerCharacter >= minimumBitsPerCharacter && bitsPerCharacter * measured.length >= minimumBits;
}

import type { KnownSecrets } from "../schema/known-secrets";
import { escapeControls } from "../schema/terminal-text";

/** Quotation mark around a key or a value: plain, escaped in JSON, percent-encoded, or escaped in HTML. */
const quote = String.raw`(?:\\{0,8}["']|%22|%27|&quot;|&#34;|&#39;)?`;
/** Character of a value: an escape such as \/ or \u0041 belongs to it, and an escaped quotation mark ends it. */
const value = String.raw`(?:[^\s"'\\&,;{}<>\[\]]|\\{1,8}[/u])`;
const secretKey = "(?:access_token|appsecret_proof|input_token|fb_exchange_token|client_secret|app_secret)";
/** Start of a key or value: after the end of another word, or after an escape. */
const start = String.raw`(?<=^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2}|\\[bfnrt]|\\u[0-9A-Fa-f]{4})`;
const space = String.raw`(?:\s|%20|\+){1,8}`;

// Each pattern takes linear time: repetitions are bounded or cannot match in two ways.
const secretPatterns: readonly RegExp[] = [
  new RegExp(String.raw`${start}EAA[A-Za-z0-9]{8,}`, "g"),
  // "Bearer token" and "Bearer authentication" are words.
  new RegExp(
    String.raw`\bBearer${space}(?!(?:tokens?|auth|authentication|authorization|credentials?|scheme|header|of|is|and|or|the)\b)${value}+`,
    "gi",
  ),
  // Longer than a word and not only lower-case letters, so that "Invalid OAuth access token" stays readable.
  new RegExp(
    String.raw`\b(?:OAuth|Oauth|oauth|OAUTH)${space}(?=[a-z_./-]{0,500}[A-Z0-9|%\\])(?:[\w.|~+/%-]|\\{1,8}[/u]){16,}=*`,
    "g",
  ),
  new RegExp(String.raw`\bBasic${space}(?=[A-Za-z/+-]{0,500}[0-9=])[\w+/-]{12,}={0,2}`, "g"),
  // An app token: its id and its secret, or Meta's hash of both. Table cells do not match.
  new RegExp(
    String.raw`(?<![A-Za-z0-9])\d{5,20}(?:\||%7[cC]|\\{1,8}u007[cC]|&#124;)(?:[0-9a-f]{32}|(?=[\w-]{0,26}[a-z])(?=[\w-]{0,26}[A-Z])(?=[\w-]{0,26}\d)[\w-]{27})(?![\w-])`,
    "g",
  ),
  // A proof of the app's secret, without its name.
  /\b[0-9a-f]{64}\b/gi,
  // Proxy credentials, and credentials in a URL.
  /\bproxy-authorization(["']?\s*[=:]\s*["']?)\w+\s+[^\s"',]+/gi,
  /(?<=:\/\/)[^\s/?#"'<>]+@/g,
];
/** Matches `access_token=...`, `"client_secret":"..."` and `appsecret_proof[]=...`, but not `access_token: is required`. */
const namedSecret = new RegExp(
  String.raw`(${secretKey}(?:\[\w{0,40}\]|%5[bB]\w{0,40}%5[dD])?${quote}\s{0,8}(?:(?:=|%3[dD])\s{0,8}${quote}|(?::|%3[aA])\s{0,8}(?=${quote}[^\s,;]{0,500}[0-9"'])${quote}))${value}+`,
  "gi",
);
// Control characters and line breaks of remote text must not reach the terminal.
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * Makes remote text safe to print: without secrets, on one line, at most `maxLength` characters, with bidirectional control characters
 * written as `\uXXXX`.
 *
 * @param known Secrets of this process, hidden in every spelling. Others are recognized by their form or their name.
 */
export function printable(text: string, known: KnownSecrets, maxLength = 500): string {
  const hidden = secretPatterns.reduce(
    (kept, pattern) => kept.replace(pattern, "[secret]"),
    known.hide(text, "[secret]"),
  );
  const clean = escapeControls(hidden.replace(namedSecret, "$1[secret]").replace(controlCharacters, " ").trim());
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength)}…`;
}

import type { KnownSecrets } from "../schema/known-secrets";
import { escapeControls } from "../schema/terminal-text";

/** A quotation mark around a key or a value: as it is, escaped as JSON, percent-encoded, escaped as HTML. */
const quote = String.raw`(?:\\{0,8}["']|%22|%27|&quot;|&#34;|&#39;)?`;
/** What a value is made of; an escape such as \/ or \u0041 belongs to it, and an escaped quotation mark ends it. */
const value = String.raw`(?:[^\s"'\\&,;{}<>\[\]]|\\{1,8}[/u])`;
const secretKey = "(?:access_token|appsecret_proof|input_token|fb_exchange_token|client_secret|app_secret)";
/** The end of a word, or of an escape that stands before one. */
const start = String.raw`(?<=^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2}|\\[bfnrt]|\\u[0-9A-Fa-f]{4})`;
const space = String.raw`(?:\s|%20|\+){1,8}`;

// Each takes time linear in the length of the text: what repeats is bounded, or cannot match in two ways.
const secretPatterns: readonly RegExp[] = [
  new RegExp(String.raw`${start}EAA[A-Za-z0-9]{8,}`, "g"),
  // "Bearer token" and "Bearer authentication" are words.
  new RegExp(
    String.raw`\bBearer${space}(?!(?:tokens?|auth|authentication|authorization|credentials?|scheme|header|of|is|and|or|the)\b)${value}+`,
    "gi",
  ),
  // Longer than a word and not made of small letters alone, so that "Invalid OAuth access token" stays readable.
  new RegExp(
    String.raw`\b(?:OAuth|Oauth|oauth|OAUTH)${space}(?=[a-z_./-]{0,500}[A-Z0-9|%\\])(?:[\w.|~+/%-]|\\{1,8}[/u]){16,}=*`,
    "g",
  ),
  new RegExp(String.raw`\bBasic${space}(?=[A-Za-z/+-]{0,500}[0-9=])[\w+/-]{12,}={0,2}`, "g"),
  // A token of an app: its id and its secret, or what Meta made of both. A table has other words behind its bars.
  new RegExp(
    String.raw`(?<![A-Za-z0-9])\d{5,20}(?:\||%7[cC]|\\{1,8}u007[cC]|&#124;)(?:[0-9a-f]{32}|(?=[\w-]{0,26}[a-z])(?=[\w-]{0,26}[A-Z])(?=[\w-]{0,26}\d)[\w-]{27})(?![\w-])`,
    "g",
  ),
  // A proof of the app's secret, without its name.
  /\b[0-9a-f]{64}\b/gi,
  // What a proxy is asked with, and credentials in an address.
  /\bproxy-authorization(["']?\s*[=:]\s*["']?)\w+\s+[^\s"',]+/gi,
  /(?<=:\/\/)[^\s/?#"'<>]+@/g,
];
/** `access_token=...`, `"client_secret":"..."`, `appsecret_proof[]=...`; of `access_token: is required` nothing is hidden. */
const namedSecret = new RegExp(
  String.raw`(${secretKey}(?:\[\w{0,40}\]|%5[bB]\w{0,40}%5[dD])?${quote}\s{0,8}(?:(?:=|%3[dD])\s{0,8}${quote}|(?::|%3[aA])\s{0,8}(?=${quote}[^\s,;]{0,500}[0-9"'])${quote}))${value}+`,
  "gi",
);
// Control characters and line ends of a remote text must not draw on the reader's terminal.
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * Text of a remote party made fit to print: no secret, one line, at most `maxLength` characters, and what would reorder it written as
 * `\uXXXX`.
 *
 * @param known Secrets of this process, hidden in whatever spelling; others are recognised by their form or their name.
 */
export function printable(text: string, known: KnownSecrets, maxLength = 500): string {
  const hidden = secretPatterns.reduce(
    (kept, pattern) => kept.replace(pattern, "[secret]"),
    known.hide(text, "[secret]"),
  );
  const clean = escapeControls(hidden.replace(namedSecret, "$1[secret]").replace(controlCharacters, " ").trim());
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength)}…`;
}

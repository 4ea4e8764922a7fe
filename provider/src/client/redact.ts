const secretPatterns: readonly RegExp[] = [
  /\bEAA[A-Za-z0-9]{8,}/g,
  /\bBearer\s+[^\s"',]+/gi,
  // Longer than a word, so that "Invalid OAuth access token" stays readable.
  /\bOAuth\s+[\w.|~+/-]{16,}=*/gi,
  // A proof of the app's secret, without its name.
  /\b[0-9a-f]{64}\b/gi,
  /\b(access_token|appsecret_proof|input_token)(["']?\s*[=:]\s*["']?)[^&\s"',}]+/gi,
  // What a proxy is asked with, and credentials in an address.
  /\bproxy-authorization(["']?\s*[=:]\s*["']?)\w+\s+[^\s"',]+/gi,
  /(?<=:\/\/)[^\s/?#"'<>]+@/g,
];
// Control characters and line ends of a remote text must not draw on the reader's terminal.
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Text of a remote party made fit to print: no secret, one line, at most `maxLength` characters. */
export function printable(text: string, token: string | undefined, maxLength = 500): string {
  const known = token === undefined || token === "" ? text : text.split(token).join("[secret]");
  const clean = secretPatterns
    .reduce((kept, pattern) => kept.replace(pattern, "[secret]"), known)
    .replace(controlCharacters, " ")
    .trim();
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength)}…`;
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../runtime/user-error";
import { decodeText } from "./decode-text";
import { knownSecretsOf, type CommandIo } from "./io";
import { describeReadError } from "../runtime/read-error";
import { parsePreviewOutput, type PreviewOutput } from "./show/preview-output";

/** Reads the output of a preview, without the secrets of the environment. Bytes that are not text become U+FFFD: a failed program may print any. */
export async function readPreview(io: CommandIo, file: string): Promise<string> {
  const bytes = file === "-" ? await io.stdin() : await readBytes(io, file);
  return knownSecretsOf(io).hide(decodeText(bytes, { isStrict: false }), "[secret]");
}

async function readBytes(io: CommandIo, file: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(io.cwd, file));
  } catch (error) {
    throw new UserError(`${file} ${describeReadError(error)}. Write the output of \`pulumi preview --json\` to it.`);
  }
}

/** Finds the output of the preview, also between other lines: with `2>&1`, the text contains warnings. */
export function findPreviewOutput(text: string): PreviewOutput | undefined {
  const whole = parsePreviewOutput(text);
  if (whole !== undefined) return whole;
  for (const document of listDocuments(text)) {
    const output = parsePreviewOutput(document);
    if (output !== undefined) return output;
  }
  return undefined;
}

/** Most lines that are tried as the first of a document. */
const mostStarts = 100;

/** Lists the texts between a line that begins with a brace and the brace that closes it. */
function* listDocuments(text: string): Iterable<string> {
  const starts = Array.from(text.matchAll(/^\{/gm), ({ index }) => index).slice(0, mostStarts);
  let end = 0;
  for (const start of starts) {
    if (start < end) continue;
    const length = lengthOfObject(text.slice(start));
    if (length === undefined) continue;
    end = start + length;
    yield text.slice(start, end);
  }
}

/** Counts the characters up to the closing brace, without those in strings. Returns undefined if the braces are not balanced. */
function lengthOfObject(text: string): number | undefined {
  let [depth, isString] = [0, false];
  // A backslash in a string escapes the character after it.
  for (const { 0: token, index } of text.matchAll(/["{}]|\\[^]/g)) {
    if (token === '"') isString = !isString;
    else if (!isString && token === "{") depth++;
    else if (!isString && token === "}") depth--;
    if (depth === 0) return index + 1;
  }
  return undefined;
}

import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { getErrorCode } from "./io";

/** Maximum input size, enough for a `pulumi stack export` of about 20,000 resources. A larger input is a mistake or endless. */
const maxInputBytes = 32 * 1024 * 1024;

/** Maximum pause of standard input, whose writer may never close it. */
const maxPauseMs = 60_000;

/** Input that cannot be used as text. The message completes a sentence that begins with the file's name. */
export class UnreadableInput extends Error {}

/** Reads a regular file as UTF-8. @throws UnreadableInput */
export async function readTextFile(path: string): Promise<string> {
  try {
    const reason = explainUnreadable(await stat(path));
    if (reason !== undefined) throw new UnreadableInput(reason);
    return decodeText(await collectBytes(createReadStream(path, { end: maxInputBytes })));
  } catch (error) {
    if (error instanceof UnreadableInput) throw error;
    throw new UnreadableInput(describeFileError(error));
  }
}

/** Reads standard input as UTF-8. A terminal has no maximum pause. @throws UnreadableInput */
export async function readStandardInput(stream: Readable, isTerminal: boolean, pauseMs = maxPauseMs): Promise<string> {
  const reason = `sent nothing for ${pauseMs / 1000} s and was not closed; pipe a command that ends`;
  const timer = setTimeout(() => {
    if (!isTerminal) stream.destroy(new UnreadableInput(reason));
  }, pauseMs);
  try {
    return decodeText(await collectBytes(stream, () => timer.refresh()));
  } finally {
    clearTimeout(timer);
  }
}

export function describeFileError(error: unknown): string {
  const code = getErrorCode(error);
  if (code === "ENOENT") return "does not exist";
  if (code === "ELOOP") return "is a link that leads to itself";
  return `cannot be read (${code})`;
}

type FileType = Pick<Stats, "isFile" | "isFIFO" | "isDirectory">;

/** Returns the reason why a file cannot be read. Only regular files have an end. */
export function explainUnreadable(file: FileType): string | undefined {
  if (file.isFile()) return undefined;
  if (file.isFIFO()) return "is a pipe; write it to a file, or pipe it to the command and name - for standard input";
  if (file.isDirectory()) return "is a folder; name a file";
  return "is not a regular file";
}

async function collectBytes(stream: AsyncIterable<unknown>, onChunk?: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    onChunk?.();
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxInputBytes) {
      throw new UnreadableInput(`is larger than ${maxInputBytes / 1024 / 1024} MiB; split it, or name another file`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableInput("is not UTF-8 text; save it as UTF-8");
  }
}

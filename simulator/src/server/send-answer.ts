import type { ServerResponse } from "node:http";
import { pipeline, Readable, type Transform } from "node:stream";
import { constants, createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import type { Clock } from "../state/clock";
import type { Answer, Transmission, Encoding } from "../graph/outcome";
import { respond, defaultResponseTimeouts } from "./respond";

export interface TransmissionOptions {
  readonly headOnly: boolean;
  readonly clock: Clock;
  /** Aborts when the connection closes. */
  readonly signal: AbortSignal;
}

const blankBytes = 64 * 1024;
const blank = Buffer.alloc(blankBytes, " ");

/** Sends an answer. Padding of any length needs the memory of one block. */
export async function sendAnswer(
  response: ServerResponse,
  answered: Answer,
  options: TransmissionOptions,
): Promise<void> {
  const { status, transmission } = answered;
  const date = new Date(options.clock.nowMs()).toUTCString();
  const headers: Answer["headers"] = { date, ...answered.headers };
  const bytes = Buffer.from(answered.text, "utf8");
  if (status === 204 || status === 304) {
    const { "content-type": _type, ...bodiless } = headers;
    respond(response, { status, headers: bodiless, bytes: undefined });
    return;
  }
  if (transmission.close === "answer") closeAfter(response);
  const whole: Answer["headers"] = { ...headers, ...createLengthHeaders(bytes.length, transmission) };
  if (options.headOnly || isPlain(transmission)) {
    respond(response, { status, headers: whole, bytes: options.headOnly ? undefined : bytes });
    return;
  }
  response.writeHead(status, whole);
  response.flushHeaders();
  for await (const chunk of createChunks(bytes, transmission, options)) {
    await writeChunk(response, chunk, options.signal);
  }
  if (transmission.cutAfter === undefined) response.end();
  else response.socket?.destroy();
}

function closeAfter(response: ServerResponse): void {
  const { socket } = response;
  response.on("finish", () => socket?.destroy());
}

function isPlain({ padTo, encode, cutAfter, slowBody }: Transmission): boolean {
  return padTo === undefined && encode === undefined && cutAfter === undefined && slowBody === undefined;
}

function createLengthHeaders(length: number, { padTo, encode }: Transmission): Readonly<Record<string, string>> {
  if (encode !== undefined) return { "content-encoding": encode.claim };
  return padTo === "endless" ? {} : { "content-length": String(Math.max(length, padTo ?? 0)) };
}

function createChunks(bytes: Buffer, transmission: Transmission, options: TransmissionOptions): AsyncIterable<Buffer> {
  const { padTo = 0, encode, cutAfter, slowBody } = transmission;
  const encoder = encode === undefined ? null : createEncoder(encode.encoding);
  const padded = Readable.from(padBody(bytes, padTo), { highWaterMark: 1 });
  const encoded = encoder === null ? padded : pipeline(padded, encoder, () => undefined);
  const short = cutAfter === undefined ? encoded : truncate(encoded, cutAfter);
  return slowBody === undefined ? short : slowDown(short, slowBody, options);
}

function* padBody(bytes: Buffer, padTo: number | "endless"): Generator<Buffer> {
  let missing = padTo === "endless" ? Infinity : padTo - bytes.length;
  for (; missing > 0; missing -= blankBytes) yield blank.subarray(0, missing);
  yield bytes;
}

function createEncoder(encoding: Encoding): Transform | null {
  switch (encoding) {
    case "gzip":
      return createGzip();
    case "deflate":
      return createDeflate();
    case "br":
      // The default is the highest quality, which takes seconds for large padding.
      return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    case "identity":
      return null;
    default:
      return encoding satisfies never;
  }
}

async function* truncate(chunks: AsyncIterable<Buffer>, after: number): AsyncGenerator<Buffer> {
  let left = after;
  for await (const chunk of chunks) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

async function* slowDown(
  chunks: AsyncIterable<Buffer>,
  { chunkBytes, everyMs }: NonNullable<Transmission["slowBody"]>,
  { clock, signal }: TransmissionOptions,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += chunkBytes) {
      if (signal.aborted) return;
      yield chunk.subarray(at, at + chunkBytes);
      await clock.sleep(everyMs, signal);
    }
  }
}

/** Writes a chunk. Resolves when the socket has accepted it, rejects when the connection closes. Drops clients that stop reading. */
function writeChunk(response: ServerResponse, chunk: Buffer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Error("the connection is closed"));
      return;
    }
    const timer = setTimeout(() => response.destroy(), defaultResponseTimeouts.unreadAnswerMs).unref();
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      act();
    };
    const onAbort = (): void => finish(() => reject(new Error("the connection is closed")));
    signal.addEventListener("abort", onAbort);
    response.write(chunk, () => {
      finish(resolve);
    });
  });
}

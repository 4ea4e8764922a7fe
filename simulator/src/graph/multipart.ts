import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import { Readable } from "node:stream";
import { limits } from "../limits";
import { tooManyParameters, type Pair } from "./expand-parameters";

/**
 * Reads name and content of each named part, including files (`-F 'x=@file'`). Resolves to null for a truncated or malformed body.
 * Rejects with Meta's error for more parts than the limits allow.
 */
export function parseMultipart(contentType: string, bytes: Buffer): Promise<readonly Pair[] | null> {
  return new Promise((resolve, reject) => {
    const pairs: Pair[] = [];
    const keep = (name: string | undefined, value: string): void => {
      if (name !== undefined) pairs.push([name, value]);
    };
    const parser = createParser(contentType);
    if (parser === undefined) {
      resolve(null);
      return;
    }
    parser.on("field", keep);
    parser.on("file", (name: string | undefined, stream: BusboyFileStream) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      // A truncated file is an error of its own stream; the parser reports it as well.
      stream.on("error", () => resolve(null));
      stream.on("end", () => keep(name, Buffer.concat(chunks).toString("utf8")));
    });
    // In pieces: the parser continues beyond its limit as long as it receives data.
    const source = Readable.from(piecesOf(bytes));
    const end = (act: () => void): void => {
      source.destroy();
      act();
    };
    parser.on("partsLimit", () => end(() => reject(tooManyParameters())));
    parser.on("error", () => end(() => resolve(null)));
    parser.on("finish", () => resolve(pairs));
    source.pipe(parser);
  });
}

const pieceBytes = 16 * 1024;

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Returns undefined if the content type has no boundary. */
function createParser(contentType: string): BusboyInstance | undefined {
  const headers: BusboyHeaders = { "content-type": contentType };
  // The size of the whole body is already limited.
  const sizes = { fieldSize: limits.graphBodyBytes, fieldNameSize: limits.graphBodyBytes };
  try {
    return new Busboy({ headers, limits: { ...sizes, parts: limits.parameters } });
  } catch {
    return undefined;
  }
}

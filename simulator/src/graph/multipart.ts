import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import { Readable } from "node:stream";
import { limits } from "../limits";
import { tooManyParameters, type Pair } from "./parameters";

/**
 * Name and content of each part that has a name; a part with a file name (`-F 'x=@file'`) counts as its content. Null for a body that is
 * broken off, or is none of its content type. Rejects with Meta's error for more parts than the limits allow.
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
      // A file that breaks off is an error of its own stream; the parser reports it as well.
      stream.on("error", () => resolve(null));
      stream.on("end", () => keep(name, Buffer.concat(chunks).toString("utf8")));
    });
    // In pieces: the parser goes on after its limit as long as it is fed.
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

/** Undefined where the content type names no boundary. */
function createParser(contentType: string): BusboyInstance | undefined {
  const headers: BusboyHeaders = { "content-type": contentType };
  // The body as a whole has its limit; its parts need none.
  const sizes = { fieldSize: limits.graphBodyBytes, fieldNameSize: limits.graphBodyBytes };
  try {
    return new Busboy({ headers, limits: { ...sizes, parts: limits.parameters } });
  } catch {
    return undefined;
  }
}

import type { IncomingMessage } from "node:http";
import { formatCount } from "../limits";

/** The body is too large. The client may still be sending the rest. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";

  constructor(maxBytes: number) {
    super(`The request body is larger than ${formatCount(maxBytes)} bytes.`);
  }
}

/**
 * Reads the body without decompressing it. Rejects with `BodyTooLarge` as soon as the size is known and keeps the connection open for
 * the response. Rejects with another error if the client disconnects.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw new BodyTooLarge(maxBytes);
  return collectBody(request, maxBytes);
}

/** Uses events: leaving an iteration over the request would close the connection. */
function collectBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (act: () => void): void => {
      request.off("data", onData).off("end", onEnd).off("error", reject).off("close", onClose);
      act();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) finish(() => reject(new BodyTooLarge(maxBytes)));
      else chunks.push(chunk);
    };
    const onEnd = (): void => finish(() => resolve(Buffer.concat(chunks)));
    const onClose = (): void => finish(() => reject(new Error("the client disconnected")));
    request.on("data", onData).on("end", onEnd).on("error", reject).on("close", onClose);
  });
}

import type { IncomingMessage } from "node:http";
import { formatCount } from "../limits";

/** The rest of a body that is too large may still be on its way. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";

  constructor(maxBytes: number) {
    super(`The request body is larger than ${formatCount(maxBytes)} bytes.`);
  }
}

/**
 * Reads the body as it came: what is compressed stays so. Rejects with `BodyTooLarge` as soon as that is known; the connection stays open
 * for the answer. Rejects with another error when the client breaks off.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw new BodyTooLarge(maxBytes);
  return collect(request, maxBytes);
}

/** By events: leaving an iteration over the request would end the connection. */
function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void): void => {
      request.off("data", onData).off("end", onEnd).off("error", reject).off("close", onClose);
      act();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) settle(() => reject(new BodyTooLarge(maxBytes)));
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks)));
    const onClose = (): void => settle(() => reject(new Error("the client broke off")));
    request.on("data", onData).on("end", onEnd).on("error", reject).on("close", onClose);
  });
}

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject, parseJson, type JsonObject } from "../json";

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly json: JsonObject;
}

/** Response to a delivery; 200 without a queued one. */
type Reply = number | "reset" | "nothing";

export interface Receiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** Queries of the handshakes. */
  readonly handshakes: readonly Readonly<Record<string, string>>[];
  readonly replies: Reply[];
  /** Resolves at the next delivery. */
  next(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a webhook that records deliveries byte for byte. */
export async function startReceiver(
  answerHandshake = (query: URLSearchParams) => query.get("hub.challenge"),
): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  const handshakes: Readonly<Record<string, string>>[] = [];
  const replies: Reply[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET") {
      handshakes.push(Object.fromEntries(searchParams));
      const answer = answerHandshake(searchParams);
      response.writeHead(answer === null ? 403 : 200).end(answer ?? "no");
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const parsed = parseJson(bytes.toString("utf8"));
      received.push({ headers: request.headers, bytes, json: parsed.ok && isObject(parsed.value) ? parsed.value : {} });
      waiting.splice(0).forEach((resolve) => resolve());
      const reply = replies.shift() ?? 200;
      if (reply === "reset") request.socket.resetAndDestroy();
      else if (reply !== "nothing") response.writeHead(reply).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    received,
    handshakes,
    replies,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

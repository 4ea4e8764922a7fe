import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerHandshake, defaultMaxBodyBytes } from "pulumi-whatsapp/webhooks";
import { answerDelivery, type Receiver } from "./delivery";
import { Placeholders } from "./placeholders";
import { runUntilAborted } from "./run-until-aborted";
import { createStop, type Stop } from "./stop";

export interface WebhookServer {
  readonly server: Server;
  readonly stop: Stop;
}

/** Limits for slow or silent clients. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  // How often Node looks for the first two.
  connectionsCheckingInterval: 1_000,
};

/** A server for Meta's webhooks; put one that speaks https in front of it. */
export function createWebhookServer(receiver: Receiver & { readonly verifyToken: string }): WebhookServer {
  const placeholders = new Placeholders();
  const cutOff = new AbortController();
  const deliveries = new Set<Promise<unknown>>();
  const stoppable = (): Receiver => ({
    ...receiver,
    handle: (event, attribution) => runUntilAborted(cutOff.signal, () => receiver.handle(event, attribution)),
  });

  const answer = async (request: IncomingMessage): Promise<{ readonly status: number; readonly body: string }> => {
    const query = new URLSearchParams(request.url?.split("?", 2)[1]);
    if (request.method === "GET") return answerHandshake(query, receiver);
    if (request.method !== "POST") return { status: 405, body: "GET for the handshake, POST for deliveries" };
    const delivery = answerDelivery(await readBody(request), request.headers, stoppable(), placeholders);
    deliveries.add(delivery);
    return delivery.finally(() => deliveries.delete(delivery));
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { status, body } = await answer(request);
      // A body that was not read to its end would be taken for the next request.
      if (!server.listening || !request.complete) response.setHeader("connection", "close");
      // The challenge is sent back as it came: as text, it cannot become a page.
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(body);
    } catch (error) {
      // A client that went away needs no response.
      if (request.destroyed && !request.complete) return;
      receiver.report(error);
      response.writeHead(500).end();
    }
  };

  const server = createServer(timeouts, (request, response) => void respond(request, response));

  return { server, stop: createStop(server, { deliveries, cutOff }) };
}

/** A body beyond this many bytes is not read to its end: the connection is closed. */
const maxDroppedBytes = 4 * defaultMaxBodyBytes;

/** The bytes as they came. Of what is too large the beginning is kept, enough to be rejected; the rest is read and dropped. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (bytes <= defaultMaxBodyBytes) chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxDroppedBytes) break;
  }
  return Buffer.concat(chunks);
}

import { createServer, type IncomingMessage, type Server } from "node:http";
import { answerHandshake, defaultMaxBodyBytes } from "pulumi-whatsapp/webhooks";
import { answerDelivery, type Receiver } from "./delivery";
import { Placeholders } from "./placeholders";

/** A server for Meta's webhooks; put one that speaks https in front of it. */
export function createWebhookServer(receiver: Receiver & { readonly verifyToken: string }): Server {
  const placeholders = new Placeholders();
  const answer = async (request: IncomingMessage): Promise<{ readonly status: number; readonly body: string }> => {
    const query = new URLSearchParams(request.url?.split("?", 2)[1]);
    if (request.method === "GET") return answerHandshake(query, receiver);
    if (request.method === "POST")
      return answerDelivery(await bodyOf(request), request.headers, receiver, placeholders);
    return { status: 405, body: "GET for the handshake, POST for deliveries" };
  };
  const server = createServer((request, response) => {
    const failed = (error: unknown) => {
      receiver.report(error);
      return { status: 500, body: "" };
    };
    // The challenge is sent back as it came: as text, it cannot become a page.
    void answer(request)
      .catch(failed)
      .then(({ status, body }) =>
        response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(body),
      );
  });
  // Nobody keeps a connection by sending slowly.
  server.requestTimeout = 30_000;
  return server;
}

/** The bytes as they came. Of what is too large the beginning is kept, enough to be refused; the rest is read and dropped. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (bytes <= defaultMaxBodyBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks);
}

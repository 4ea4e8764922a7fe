import { request } from "node:http";

export interface WebhookRequest {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** How long it waits for the whole answer. */
  readonly timeoutMs: number;
  /** Ends it early; nothing stays open then. */
  readonly signal: AbortSignal;
}

/** What came back, or why nothing whole did. */
export type WebhookResponse =
  | { readonly status: number; readonly text: string; readonly failure: null }
  | { readonly status: null; readonly failure: string };

const userAgent = "facebookexternalua";

/** More than any challenge has; the rest of an answer is read and forgotten. */
const keptBytes = 64 * 1024;

/** One request on a connection of its own. Of the answer's text its beginning is kept. */
export function sendWebhookRequest(url: URL, { method, headers, body, timeoutMs, signal }: WebhookRequest): Promise<WebhookResponse> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const length = body === undefined ? {} : { "content-length": String(body.length) };
  const options = {
    method,
    agent: false,
    signal: AbortSignal.any([signal, timeout]),
    headers: { accept: "*/*", "user-agent": userAgent, ...headers, ...length },
  };
  return new Promise((resolve) => {
    const failed = ({ code, message }: NodeJS.ErrnoException): void =>
      resolve({ status: null, failure: timeout.aborted ? "no answer in time" : (code ?? message) });
    const outgoing = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        if (size < keptBytes) chunks.push(chunk);
        size += chunk.length;
      });
      response.on("error", failed);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8"), failure: null });
      });
    });
    outgoing.on("error", failed);
    outgoing.end(body);
  });
}

import { request } from "node:http";

interface WebhookRequest {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Time limit for the whole response. */
  readonly timeoutMs: number;
  /** Aborts the request and closes its connection. */
  readonly signal: AbortSignal;
}

/** A response, or the reason why no complete response arrived. */
type WebhookResponse =
  | { readonly status: number; readonly text: string; readonly failure: null }
  | { readonly status: null; readonly failure: string };

const userAgent = "facebookexternalua";

/** More than any challenge needs; the rest of a response is read and discarded. */
const keptBytes = 64 * 1024;

/** Sends a request on its own connection. Keeps the beginning of the response text. */
export function sendWebhookRequest(
  url: URL,
  { method, headers, body, timeoutMs, signal }: WebhookRequest,
): Promise<WebhookResponse> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const length = body === undefined ? {} : { "content-length": String(body.length) };
  const options = {
    method,
    agent: false,
    signal: AbortSignal.any([signal, timeout]),
    headers: { accept: "*/*", "user-agent": userAgent, ...headers, ...length },
  };
  return new Promise((resolve) => {
    const resolveFailure = ({ code, message }: NodeJS.ErrnoException): void =>
      resolve({ status: null, failure: timeout.aborted ? "no response in time" : (code ?? message) });
    const outgoing = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        if (size < keptBytes) chunks.push(chunk);
        size += chunk.length;
      });
      response.on("error", resolveFailure);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8"), failure: null });
      });
    });
    outgoing.on("error", resolveFailure);
    outgoing.end(body);
  });
}

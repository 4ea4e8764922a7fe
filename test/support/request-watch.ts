import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { findRemovedFeatures } from "./removed-features";

/**
 * Fails every test in which the provider, in any process, sends a request with a feature that Meta removed. Requests of the tests
 * themselves (fetch) do not count: simulator tests use removed features on purpose.
 */
const found: string[] = [];

subscribe("http.server.request.start", (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  if (!/^axios\//.test(request.headers["user-agent"] ?? "")) return;
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, ...rest) => {
    if (chunk !== null) chunks.push(chunk);
    else note(request, Buffer.concat(chunks).toString("utf8"));
    return push(chunk, ...rest);
  };
});

function note({ method = "", url = "", headers }: IncomingMessage, body: string): void {
  for (const feature of findRemovedFeatures({ method, url, headers, body })) {
    found.push(`${method} ${url.split("?")[0] ?? ""} uses ${feature}`);
  }
}

afterEach(() => {
  const removed = found.splice(0);
  if (removed.length > 0) throw new Error(`Requests use features that Meta removed:\n${removed.join("\n")}`);
});

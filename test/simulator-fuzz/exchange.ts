import { request } from "node:http";
import { connect } from "node:net";
import type { Simulator } from "../../simulator/src/index";

type Port = "graph" | "control";

/** A request that an HTTP library can send. */
export interface Sent {
  readonly port: Port;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Bytes that an HTTP library would not send. */
export interface Raw {
  readonly port: Port;
  readonly bytes: Buffer;
}

/** The HTTP status, or how the connection ended without one. */
export interface Answer {
  readonly status: number | "closed" | "silent";
  readonly text: string;
}

/** Time limit for a response, milliseconds; long enough for a busy machine. */
const patienceMs = 10_000;

function urlOf(simulator: Simulator, port: Port): URL {
  return new URL(port === "graph" ? simulator.url : simulator.controlUrl);
}

/** Sends a request. Never rejects; "silent" means that no response arrived in time. */
export function exchange(simulator: Simulator, sent: Sent | Raw, withinMs = patienceMs): Promise<Answer> {
  return "bytes" in sent ? exchangeBytes(simulator, sent, withinMs) : exchangeRequest(simulator, sent, withinMs);
}

function exchangeRequest(simulator: Simulator, sent: Sent, withinMs: number): Promise<Answer> {
  const { hostname, port } = urlOf(simulator, sent.port);
  const length = sent.body === undefined ? {} : { "content-length": String(sent.body.length) };
  return new Promise((resolve) => {
    const { method, headers, body } = sent;
    // A path need not be a valid URL: Node only refuses white space and control characters.
    const path = sent.path.replace(/[^\x21-\x7e]/g, "?");
    const options = { hostname, port, method, path, agent: false, headers: { ...headers, ...length } };
    const signal = AbortSignal.timeout(withinMs);
    const fail = (): void => resolve({ status: signal.aborted ? "silent" : "closed", text: "" });
    const outgoing = request({ ...options, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", fail);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    outgoing.on("error", fail).end(body);
  });
}

function exchangeBytes(simulator: Simulator, { port: name, bytes }: Raw, withinMs: number): Promise<Answer> {
  const { hostname, port } = urlOf(simulator, name);
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.setTimeout(withinMs, () => {
      socket.destroy();
      resolve({ status: "silent", text });
    });
    socket.on("data", (chunk) => (text += chunk.toString("latin1"))).on("error", () => undefined);
    socket.on("close", () => {
      // Several responses can arrive on one connection: the worst one counts.
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
      resolve({ status: statuses.length === 0 ? "closed" : Math.max(...statuses), text });
    });
  });
}

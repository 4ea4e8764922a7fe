import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphSimulator } from "../graph-simulator";
import { parseJson } from "../json";
import { limits } from "../limits";
import { targetOf } from "../server/caller";
import { BodyTooLarge, readBody } from "../server/read-body";
import { respond } from "../server/respond";
import { findAccessRefusal } from "./access";
import { controlRoutes, type ControlRequest } from "./routes";

interface ControlAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Creates the HTTP handler of the control API, for tests in other processes. Responses are plain JSON, not Graph's. */
export function createControlHandler(simulator: GraphSimulator, controlToken: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = findAccessRefusal(request, controlToken);
    if (refusal !== undefined) {
      const headers = refusal.status === 401 ? { "www-authenticate": "Bearer" } : undefined;
      reply(response, { ...failureAnswer(refusal.status, refusal.message), ...(headers && { headers }) });
      return;
    }
    reply(response, request.method === "OPTIONS" ? preflight : await answerRequest(simulator, request));
  };
}

/** Answer to a CORS preflight from a page on this machine. */
const preflight: ControlAnswer = {
  status: 204,
  headers: {
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-allow-private-network": "true",
  },
};

async function answerRequest(simulator: GraphSimulator, request: IncomingMessage): Promise<ControlAnswer> {
  const segments = segmentsOf(request);
  if (segments === undefined) return failureAnswer(400, "the path has an escape that is not well-formed");
  const [collection = "", id = "", edge = ""] = segments;
  const address = `/${collection}${id === "" ? "" : "/<ID>"}${edge === "" ? "" : `/${edge}`}`;
  const name = `${request.method ?? "GET"} ${address}`;
  const handle = segments.length > 3 ? undefined : controlRoutes.get(name);
  if (handle === undefined) return failureAnswer(404, `no route ${name}; GET / lists the routes`);
  try {
    return { status: 200, body: await handle(simulator, { id, body: await readJsonBody(request) }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof BodyTooLarge) return failureAnswer(413, message);
    return failureAnswer(error instanceof RangeError ? 404 : 400, message);
  }
}

function failureAnswer(status: number, message: string): ControlAnswer {
  return { status, body: { error: { message } } };
}

/** Returns undefined for a malformed escape such as `%`. */
function segmentsOf(request: IncomingMessage): readonly string[] | undefined {
  const [path = "/"] = targetOf(request).split("?");
  try {
    return path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

async function readJsonBody(request: IncomingMessage): Promise<ControlRequest["body"]> {
  const text = (await readBody(request, limits.controlBodyBytes)).toString("utf8");
  if (text.trim() === "") return undefined;
  const parsed = parseJson(text, limits.controlJsonValues);
  if (!parsed.ok) throw new TypeError(`the body ${parsed.reason}`);
  return parsed.value;
}

/** Sends a response, which a page on this machine may read. */
function reply(response: ServerResponse, { status, body, headers = {} }: ControlAnswer): void {
  const bytes = body === undefined ? undefined : Buffer.from(`${JSON.stringify(body, writeBigInts)}\n`);
  const { origin } = response.req.headers;
  const all = {
    ...(bytes === undefined
      ? {}
      : { "content-type": "application/json; charset=utf-8", "content-length": String(bytes.length) }),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(origin === undefined || status === 403 ? {} : { "access-control-allow-origin": origin, vary: "origin" }),
    ...headers,
  };
  respond(response, { status, headers: all, bytes });
}

/** Writes amounts as text: JSON readers would round them. */
function writeBigInts(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

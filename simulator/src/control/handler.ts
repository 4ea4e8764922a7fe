import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphSimulator } from "../graph-simulator";
import { parseJson, type Json } from "../json";
import { limits } from "../limits";
import { targetOf } from "../server/caller";
import { BodyTooLarge, readBody } from "../server/read-body";
import { respond } from "../server/respond";
import { formatYaml, parseYaml } from "../yaml";
import { findAccessRefusal } from "./access";
import type { EventStream } from "./event-stream";
import { findPageFile } from "./page";
import { controlRoutes, type ControlRequest } from "./routes";

interface ControlAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ControlParts {
  readonly simulator: GraphSimulator;
  readonly controlToken: string;
  readonly events: EventStream;
}

/** Creates the HTTP handler of the control API and its page. Responses of the API are plain JSON, not Graph's. */
export function createControlHandler({ simulator, controlToken, events }: ControlParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = findAccessRefusal(request, controlToken);
    if (refusal !== undefined) {
      const headers = refusal.status === 401 ? { "www-authenticate": "Bearer" } : undefined;
      reply(response, { ...failureAnswer(refusal.status, refusal.message), ...(headers && { headers }) });
      return;
    }
    if (request.method === "GET" && targetOf(request) === "/events") {
      events.open(request, response, { ...plainHeaders, ...createOriginHeaders(request) });
      return;
    }
    const page = await findPageFile(request, controlToken);
    if (page === undefined) {
      reply(response, request.method === "OPTIONS" ? preflight : await answerRequest(simulator, request));
      return;
    }
    respond(response, { status: 200, ...page });
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
    return { status: 200, body: await handle(simulator, { id, body: await readApiBody(request) }) };
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

async function readApiBody(request: IncomingMessage): Promise<ControlRequest["body"]> {
  const text = (await readBody(request, limits.controlBodyBytes)).toString("utf8");
  if (text.trim() === "") return undefined;
  if (/^application\/yaml\b/i.test(request.headers["content-type"] ?? "")) return parseYaml(text, "the body");
  const parsed = parseJson(text, limits.controlJsonValues);
  if (!parsed.ok) throw new TypeError(`the body ${parsed.reason}`);
  return parsed.value;
}

/** Sends a response, which a page on this machine may read: JSON, or YAML if the client asks for it. */
function reply(response: ServerResponse, { status, body, headers = {} }: ControlAnswer): void {
  const json = body === undefined ? "" : `${JSON.stringify(body, writeBigInts)}\n`;
  const isYaml = (response.req.headers.accept ?? "").includes("application/yaml");
  const bytes = body === undefined ? undefined : Buffer.from(isYaml ? formatYaml(JSON.parse(json) as Json) : json);
  const all = {
    ...(bytes === undefined
      ? {}
      : {
          "content-type": `application/${isYaml ? "yaml" : "json"}; charset=utf-8`,
          "content-length": String(bytes.length),
        }),
    ...plainHeaders,
    ...(status === 403 ? {} : createOriginHeaders(response.req)),
    ...headers,
  };
  respond(response, { status, headers: all, bytes });
}

const plainHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

function createOriginHeaders({ headers: { origin } }: IncomingMessage): Readonly<Record<string, string>> {
  return origin === undefined ? {} : { "access-control-allow-origin": origin, vary: "origin" };
}

/** Writes amounts as text: JSON readers would round them. */
function writeBigInts(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

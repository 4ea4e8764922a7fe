import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "../json";
import { controlRoutes, type ControlParts, type ControlRequest } from "./routes";

/** For tests that run in another process than the simulator. Its answers are plain JSON, not Graph's. */
export function controlDoor(parts: ControlParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = "/"] = (request.url ?? "/").split("?");
    const [collection = "", id = "", edge = ""] = path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
    const address = `/${collection}${id === "" ? "" : "/<ID>"}${edge === "" ? "" : `/${edge}`}`;
    const name = `${request.method ?? "GET"} ${address}`;
    const handle = controlRoutes.get(name);
    if (handle === undefined) {
      reply(response, 404, { error: { message: `no ${name}` } });
      return;
    }
    try {
      reply(response, 200, await handle(parts, { id, body: await bodyOf(request) }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      reply(response, error instanceof RangeError ? 404 : 400, { error: { message } });
    }
  };
}

async function bodyOf(request: IncomingMessage): Promise<ControlRequest["body"]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok) throw new TypeError("the body is not JSON");
  return parsed.value;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(`${JSON.stringify(body, withDigits)}\n`);
}

/** Amounts go as text: a reader's JSON would round them. */
function withDigits(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

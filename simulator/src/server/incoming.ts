import type { IncomingMessage } from "node:http";
import { expand, parseBody, type ParsedBody } from "../graph/body";
import { splitVersion, type VersionedPath } from "../graph/version";
import type { JsonObject } from "../json";

const maxBodyBytes = 32 * 1024 * 1024;

/** A request in all its parts, before anybody has judged it. */
export interface Incoming {
  /** As on the request line. */
  readonly method: string;
  /** After `method=` in the parameters, which Graph lets override GET and POST. */
  readonly effectiveMethod: string;
  readonly versioned: VersionedPath;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ParsedBody;
  readonly params: JsonObject;
  readonly tokenText: string | undefined;
}

export async function readIncoming(request: IncomingMessage, nowMs: number): Promise<Incoming> {
  const bytes = await readAll(request);
  const [rawPath = "/", ...rest] = target(request).split("?");
  const search = new URLSearchParams(rest.join("?"));
  const versioned = splitVersion(rawPath, nowMs);
  const body = await parseBody(request.headers["content-type"], bytes);
  const params: JsonObject = { ...expand([...search]), ...body.params };
  const method = request.method ?? "GET";
  return {
    method,
    effectiveMethod: overridden(method, params),
    versioned,
    segments: versioned.path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decode),
    query: Object.fromEntries(search),
    headers: flatHeaders(request),
    body,
    params,
    tokenText: tokenOf(request, params),
  };
}

/** Without scheme and host, which a client behind a proxy may send. */
function target(request: IncomingMessage): string {
  return (request.url ?? "/").replace(/^https?:\/\/[^/?]*/i, "");
}

/** The header wins: `paging.next` carries a stand-in in its query. */
function tokenOf(request: IncomingMessage, params: JsonObject): string | undefined {
  const header = /^(?:Bearer|OAuth)\s+(.*)$/i.exec(request.headers.authorization ?? "")?.[1]?.trim();
  if (header !== undefined && header !== "") return header;
  const parameter = params["access_token"];
  return typeof parameter === "string" ? parameter : undefined;
}

function overridden(method: string, params: JsonObject): string {
  const wanted = typeof params["method"] === "string" ? params["method"].toUpperCase() : "";
  const mayOverride = method === "GET" || method === "POST";
  return mayOverride && ["GET", "POST", "DELETE"].includes(wanted) ? wanted : method;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function flatHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBodyBytes) throw new RangeError(`request body over ${maxBodyBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

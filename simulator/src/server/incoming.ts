import type { IncomingMessage } from "node:http";
import { readProof, type AppSecretProof } from "../graph/app-secret-proof";
import { expand, parseBody, type ParsedBody } from "../graph/body";
import { splitVersion, type VersionedPath } from "../graph/version";
import type { JsonObject } from "../json";

const maxBodyBytes = 32 * 1024 * 1024;

/** A request in all its parts, before anybody has judged it. */
export interface Incoming {
  /** As on the request line. */
  readonly method: string;
  readonly versioned: VersionedPath;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ParsedBody;
  readonly params: JsonObject;
  readonly tokenText: string | undefined;
  readonly proof: AppSecretProof;
}

/** What came on a socket, or as one item of a batch. */
export interface RequestParts {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const bytes = await readAll(request);
  return parseRequest({
    method: request.method ?? "GET",
    target: target(request),
    headers: flatHeaders(request),
    bytes,
  });
}

export async function parseRequest({ method, target, headers, bytes }: RequestParts): Promise<Incoming> {
  const [rawPath = "/", ...rest] = target.split("?");
  const search = new URLSearchParams(rest.join("?"));
  const versioned = splitVersion(rawPath);
  const body = await parseBody(headers["content-type"], bytes);
  const inQuery = expand([...search]);
  const params: JsonObject = { ...inQuery, ...body.params };
  return {
    method,
    versioned,
    segments: versioned.path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decode),
    query: Object.fromEntries(search),
    headers,
    body,
    params,
    tokenText: tokenOf(headers, params),
    proof: readProof(inQuery, body.params),
  };
}

/** Without scheme and host, which a client behind a proxy may send. */
function target(request: IncomingMessage): string {
  return (request.url ?? "/").replace(/^https?:\/\/[^/?]*/i, "");
}

/** The header wins: `paging.next` carries a stand-in in its query. */
function tokenOf(headers: Incoming["headers"], params: JsonObject): string | undefined {
  const header = /^(?:Bearer|OAuth)\s+(.*)$/i.exec(headers["authorization"] ?? "")?.[1]?.trim();
  if (header !== undefined && header !== "") return header;
  const parameter = params["access_token"];
  return typeof parameter === "string" ? parameter : undefined;
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

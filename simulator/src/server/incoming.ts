import type { IncomingMessage } from "node:http";
import { readProof, type AppSecretProof } from "../graph/app-secret-proof";
import { noBody, parseBody, type ParsedBody } from "../graph/body";
import { GraphFailure, invalidParameter } from "../graph/error";
import { expandParameters } from "../graph/expand-parameters";
import { splitVersion, type VersionedPath } from "../graph/version";
import type { JsonObject } from "../json";
import { formatCount, limits } from "../limits";
import { callerOf, isForeignPage, isLoopbackName, targetOf, type Caller } from "./caller";
import { BodyTooLarge, readBody } from "./read-body";

/** A parsed request, before authentication and routing. */
export interface IncomingRequest {
  /** Method of the request line. */
  readonly method: string;
  readonly versioned: VersionedPath;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ParsedBody;
  readonly params: JsonObject;
  readonly tokenText: string | undefined;
  readonly proof: AppSecretProof;
  /** Error that answers the request at once; query and body are empty then. */
  readonly refusal?: GraphFailure;
}

/** Raw parts of a request from a socket or a batch item. */
interface RequestParts {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export async function readIncoming(request: IncomingMessage): Promise<IncomingRequest> {
  const parts = { method: request.method ?? "GET", target: targetOf(request), headers: flatHeaders(request) };
  const refusal = findCallerRefusal(callerOf(request));
  if (refusal !== undefined) return createRefusedRequest(parts, refusal);
  try {
    return await parseRequest({ ...parts, bytes: await readBody(request, limits.graphBodyBytes) });
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    return createRefusedRequest(
      parts,
      new GraphFailure({ code: 100, message: `(#100) ${error.message}`, status: 413 }),
    );
  }
}

/**
 * Refuses foreign pages in a browser, including pages whose host name resolves to this machine. Allows host names that a foreign page
 * cannot have: clients may use a proxy, a container, or Graph's own name.
 */
function findCallerRefusal(caller: Caller): GraphFailure | undefined {
  if (isForeignPage(caller)) {
    return forbiddenFailure("Only pages on a loopback address, such as http://localhost:3000, may call the simulator.");
  }
  const name = caller.host?.hostname ?? "";
  const isAddress = /^[\d.]+$|^\[/.test(name);
  if (isAddress || isLoopbackName(name) || ["graph.facebook.com", "host.docker.internal"].includes(name)) {
    return undefined;
  }
  return forbiddenFailure("The simulator does not accept this host name: use 127.0.0.1 or localhost.");
}

function forbiddenFailure(message: string): GraphFailure {
  return new GraphFailure({ code: 200, message: `(#200) ${message}` });
}

/** Parses a request. Never throws for client input: a violated limit becomes a `refusal`. */
export async function parseRequest(parts: RequestParts): Promise<IncomingRequest> {
  if (parts.target.length > limits.targetLength) {
    const message = `The address is longer than ${formatCount(limits.targetLength)} characters.`;
    return createRefusedRequest({ ...parts, target: "/" }, invalidParameter(message));
  }
  try {
    return await parseParts(parts);
  } catch (error) {
    if (error instanceof GraphFailure) return createRefusedRequest(parts, error);
    throw error;
  }
}

function createRefusedRequest(
  { method, target, headers }: Omit<RequestParts, "bytes">,
  refusal: GraphFailure,
): IncomingRequest {
  const [rawPath = "/"] = target.split("?");
  const proof = readProof();
  const nothing = { query: {}, body: noBody, params: {}, tokenText: tokenOf(headers, {}), proof };
  return { method, ...pathOf(rawPath), headers, ...nothing, refusal };
}

async function parseParts({ method, target, headers, bytes }: RequestParts): Promise<IncomingRequest> {
  const [rawPath = "/", ...rest] = target.split("?");
  const search = new URLSearchParams(rest.join("?"));
  const body = await parseBody(headers["content-type"], bytes);
  const inQuery = expandParameters([...search]);
  const params: JsonObject = { ...inQuery, ...body.params };
  return {
    method,
    ...pathOf(rawPath),
    query: Object.fromEntries(search),
    headers,
    body,
    params,
    tokenText: tokenOf(headers, params),
    proof: readProof(inQuery, body.params),
  };
}

function pathOf(rawPath: string): Pick<IncomingRequest, "versioned" | "segments"> {
  const versioned = splitVersion(rawPath);
  const segments = versioned.path.split("/").filter((segment) => segment !== "");
  return { versioned, segments: segments.map(decode) };
}

/** Reads the token. The header wins: `paging.next` carries a replacement token in its query. */
function tokenOf(headers: IncomingRequest["headers"], params: JsonObject): string | undefined {
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

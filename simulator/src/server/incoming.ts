import type { IncomingMessage } from "node:http";
import { readProof, type AppSecretProof } from "../graph/app-secret-proof";
import { noBody, parseBody, type ParsedBody } from "../graph/body";
import { GraphFailure, invalidParameter } from "../graph/error";
import { expandParameters } from "../graph/parameters";
import { splitVersion, type VersionedPath } from "../graph/version";
import type { JsonObject } from "../json";
import { formatCount, limits } from "../limits";
import { callerOf, isForeignPage, isLoopbackName, targetOf, type Caller } from "./caller";
import { BodyTooLarge, readBody } from "./read-body";

/** A request in all its parts, before anybody has judged it. */
export interface IncomingRequest {
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
  /** Why it is answered without being looked at any further; its query and body are left out then. */
  readonly refusal?: GraphFailure;
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
 * A browser must not lead a stranger's page here, neither under the page's own address nor under a name that now stands for this machine.
 * Names that no stranger can have are fine: a client may reach the simulator by a proxy, from a container, or as Graph itself.
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
  return forbiddenFailure("The simulator does not answer under this name: call it as 127.0.0.1 or localhost.");
}

function forbiddenFailure(message: string): GraphFailure {
  return new GraphFailure({ code: 200, message: `(#200) ${message}` });
}

/** Never throws for what a client sent: what is beyond the limits is in `refusal`. */
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

/** The header wins: `paging.next` carries a stand-in in its query. */
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

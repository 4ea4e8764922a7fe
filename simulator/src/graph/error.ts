import type { Json, JsonObject } from "../json";
import type { WireOptions } from "../state/wire";

export interface GraphError {
  readonly code: number;
  readonly message: string;
  readonly type?: string;
  readonly subcode?: number;
  readonly title?: string;
  readonly userMessage?: string;
  /** Default: depends on the code. "absent" omits the key, where no report shows it. */
  readonly isTransient?: boolean | "absent";
  readonly errorData?: Json;
  readonly status?: number;
  /** Response of the write, which succeeded; only the read afterwards failed. */
  readonly originalResponse?: JsonObject;
}

export class GraphFailure extends Error {
  override readonly name = "GraphFailure";
  readonly error: GraphError;

  constructor(error: GraphError) {
    super(error.message);
    this.error = error;
  }
}

const documentation = "https://developers.facebook.com/docs/graph-api";

export function unknownObject(method: string, id: string): GraphFailure {
  return new GraphFailure({
    code: 100,
    subcode: 33,
    type: "GraphMethodException",
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
      `or does not support this operation. Please read the Graph API documentation at ${documentation}`,
  });
}

export function unknownPath(rest: string): GraphFailure {
  return new GraphFailure({ code: 2500, message: `Unknown path components: ${rest}` });
}

export function unsupportedMethod(method: string): GraphFailure {
  return methodFailure(`Unsupported request - method type: ${method.toLowerCase()}`);
}

export function unknownField(field: string, nodeType: string): GraphFailure {
  return new GraphFailure({
    code: 100,
    message: `(#100) Tried accessing nonexisting field (${field}) on node type (${nodeType})`,
  });
}

/** Source: Meta's error tables: 2500, "Error parsing graph query". */
export function fieldsSyntaxError(text: string, at: number, expected: string): GraphFailure {
  const found = text.charAt(at) === "" ? "end of string" : `"${text.charAt(at)}"`;
  const message = `Syntax error "Expected ${expected} instead of ${found}." at character ${at}: ${text}`;
  return new GraphFailure({ code: 2500, message });
}

export function invalidParameter(message: string): GraphFailure {
  return new GraphFailure({ code: 100, message: `(#100) ${message}` });
}

/** Source: Meta's error tables of ads edges; public client code has the sentence with the version. */
export function deprecatedMarketingVersion(newest: string): GraphFailure {
  const message = `(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: ${newest}.`;
  return new GraphFailure({ code: 2635, message });
}

export function methodFailure(message: string): GraphFailure {
  return new GraphFailure({ code: 100, type: "GraphMethodException", message });
}

export function missingScope(scope: string): GraphFailure {
  return new GraphFailure({ code: 200, message: `(#200) Requires ${scope} permission to manage the object` });
}

const statusesByCode: ReadonlyMap<number, number> = new Map([
  [0, 401],
  [190, 401],
  [10, 403],
  [368, 403],
  [130497, 403],
  [131005, 403],
  [131031, 403],
  [3, 500],
  [131000, 500],
  [131016, 500],
  [131045, 500],
  [131057, 500],
  [133000, 500],
  [2, 503],
  [133004, 503],
]);

/** Returns the HTTP status. Source: Meta's WhatsApp error table; codes it does not list, including rate limits, are HTTP 400. */
export function statusOf(error: GraphError): number {
  if (error.status !== undefined) return error.status;
  if (error.code >= 200 && error.code <= 299) return 403;
  return statusesByCode.get(error.code) ?? 400;
}

const transientCodes: ReadonlySet<number> = new Set([2, 4, 17, 341, 131016, 133004]);

export function isFeatureCode(code: number): boolean {
  return code >= 4027000 && code <= 4027999;
}

export function createEnvelope(error: GraphError, wire: WireOptions, traceId: string): JsonObject {
  const placed = isFeatureCode(error.code) ? placeFeatureCode(error, wire) : { ...placeCode(error) };
  return {
    error: {
      message: placed["message"] ?? error.message,
      type: error.type ?? "OAuthException",
      code: placed["code"] ?? error.code,
      ...(error.errorData === undefined ? {} : { error_data: error.errorData }),
      ...(placed["error_subcode"] === undefined ? {} : { error_subcode: placed["error_subcode"] }),
      ...(error.isTransient === "absent" ? {} : { is_transient: error.isTransient ?? transientCodes.has(error.code) }),
      ...(error.title === undefined ? {} : { error_user_title: error.title }),
      ...(error.userMessage === undefined ? {} : { error_user_msg: error.userMessage }),
      fbtrace_id: traceId,
      ...(error.originalResponse === undefined ? {} : { original_response: error.originalResponse }),
    },
  };
}

function placeCode(error: GraphError): JsonObject {
  return { code: error.code, ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }) };
}

function placeFeatureCode(error: GraphError, wire: WireOptions): JsonObject {
  const message = `(#${error.code}) ${error.title ?? error.message}`;
  switch (wire.featureCodes) {
    case "subcode":
      return { message: "Invalid parameter", code: 100, error_subcode: error.code };
    case "code":
      return { message, code: error.code };
    case "string-code":
      return { message, code: String(error.code) };
    default:
      return wire.featureCodes satisfies never;
  }
}

import type { Json, JsonObject } from "../json";
import type { Token } from "../state/entities";

export type GraphMethod = "GET" | "POST" | "DELETE";

/** Kind of a request, for fault rules. A batch is "batch"; its items have their own kind. */
export type RequestKind = "create" | "update" | "delete" | "list" | "read" | "send" | "batch";

/** Route template of the sequences edge, as in the coverage table. */
export const sequencesRoute = "/<WABA_ID>/welcome_message_sequences";

export interface GraphRequest {
  readonly method: GraphMethod;
  /** Without the version, decoded. */
  readonly segments: readonly string[];
  readonly params: JsonObject;
  /** True if the body does not match its content type. */
  readonly malformedBody: boolean;
  /** Raw JSON text of an object body, for exact numbers; otherwise null. */
  readonly jsonText: string | null;
  /** Base URL with the version, for `paging.next`. */
  readonly self: string;
  readonly token: Token;
}

export interface GraphAnswer {
  readonly status: number;
  readonly body: Json;
}

export function ok(body: Json): GraphAnswer {
  return { status: 200, body };
}

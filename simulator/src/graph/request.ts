import type { Json, JsonObject } from "../json";
import type { Token } from "../state/entities";

export type GraphMethod = "GET" | "POST" | "DELETE";

/** The kind of a request, for matching fault rules. A batch is "batch"; each of its items has its own. */
export type RequestKind = "create" | "update" | "delete" | "list" | "read" | "send" | "batch";

/** The edge everything here is about, as the coverage table writes it. */
export const sequencesRoute = "/<WABA_ID>/welcome_message_sequences";

export interface GraphRequest {
  readonly method: GraphMethod;
  /** Without the version, decoded. */
  readonly segments: readonly string[];
  readonly params: JsonObject;
  /** True when the body could not be read as what its content type says. */
  readonly malformedBody: boolean;
  /** The body where it was a JSON object, for who needs its numbers digit by digit; otherwise null. */
  readonly jsonText: string | null;
  /** The address this request came to, with the version: what `paging.next` starts with. */
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

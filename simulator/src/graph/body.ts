import { isObject, parseJson, type Json, type JsonObject } from "../json";
import { invalidParameter } from "./error";
import { parseMultipart } from "./multipart";
import { expandParameters } from "./expand-parameters";

export interface ParsedBody {
  /** Parsed body for the journal; null without a body. */
  readonly shown: Json;
  readonly params: JsonObject;
  readonly malformed: boolean;
  /** Raw JSON text, for exact numbers; null for other bodies. */
  readonly jsonText: string | null;
}

export const noBody: ParsedBody = { shown: null, params: {}, malformed: false, jsonText: null };

/**
 * Parses the body of any method: Graph reads bodies on all methods, and the samples on Meta's page send forms with GET and DELETE.
 * Throws Meta's error for a body beyond the limits.
 */
export async function parseBody(contentType: string | undefined, bytes: Buffer): Promise<ParsedBody> {
  if (bytes.length === 0) return noBody;
  const mediaType = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (mediaType === "multipart/form-data") return parseMultipartBody(contentType ?? "", bytes);
  const text = bytes.toString("utf8");
  if (mediaType.endsWith("json") || /^\s*[{[]/.test(text)) return parseJsonBody(text);
  return createFormBody(expandParameters([...new URLSearchParams(text)]));
}

function parseJsonBody(text: string): ParsedBody {
  const parsed = parseJson(text);
  if (!parsed.ok && parsed.isOverLimit) throw invalidParameter(`The JSON of the request body ${parsed.reason}.`);
  if (!parsed.ok) return { shown: text, params: {}, malformed: true, jsonText: null };
  return isObject(parsed.value)
    ? { shown: parsed.value, params: parsed.value, malformed: false, jsonText: text }
    : { shown: parsed.value, params: {}, malformed: true, jsonText: null };
}

function createFormBody(params: JsonObject): ParsedBody {
  return { shown: params, params, malformed: false, jsonText: null };
}

async function parseMultipartBody(contentType: string, bytes: Buffer): Promise<ParsedBody> {
  const pairs = await parseMultipart(contentType, bytes);
  if (pairs !== null) return createFormBody(expandParameters(pairs));
  return { shown: bytes.toString("utf8"), params: {}, malformed: true, jsonText: null };
}

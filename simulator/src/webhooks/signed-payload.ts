import { createHmac } from "node:crypto";
import { graphJson, isList, isObject, type Json, type JsonObject } from "../json";

/** What goes over the wire, made once: every attempt and every replay sends the same bytes. */
export interface SignedPayload {
  readonly bytes: Buffer;
  /** `X-Hub-Signature-256`. */
  readonly signature: string;
  readonly messageIds: readonly string[];
}

/** Source: Graph API, Webhooks, "Validating Payloads": over the escaped text, lower-case hex digits. */
export function signPayload(payload: JsonObject, appSecret: string): SignedPayload {
  const bytes = Buffer.from(graphJson(payload), "utf8");
  return { bytes, signature: signatureOf(bytes, appSecret), messageIds: messageIdsOf(payload) };
}

export function signatureOf(bytes: Buffer, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(bytes).digest("hex")}`;
}

/** Another digit for the last one: what was JSON stays JSON, so that only the signature can tell. */
export function tamperWith(parcel: SignedPayload): SignedPayload {
  const bytes = Buffer.from(parcel.bytes);
  const digit = bytes.findLastIndex((byte) => byte >= 0x30 && byte <= 0x39);
  if (digit === -1) bytes[bytes.length - 1] = 0x20;
  else bytes[digit] = bytes[digit] === 0x39 ? 0x38 : (bytes[digit] ?? 0x30) + 1;
  return { ...parcel, bytes };
}

function messageIdsOf(payload: JsonObject): readonly string[] {
  const values = objectsIn(payload["entry"])
    .flatMap((entry) => objectsIn(entry["changes"]))
    .map((change) => change["value"])
    .filter(isObject);
  const told = values.flatMap((value) => [...objectsIn(value["messages"]), ...objectsIn(value["statuses"])]);
  return told.map((message) => message["id"]).filter((id) => typeof id === "string");
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}

import { createHmac } from "node:crypto";
import { z } from "zod";
import { graphJson, type JsonObject } from "../json";
import { lenientList } from "../schema-types";

/** A serialized payload and its signature. Every attempt and repetition sends the same bytes. */
export interface SignedPayload {
  readonly bytes: Buffer;
  /** `X-Hub-Signature-256`. */
  readonly signature: string;
  readonly messageIds: readonly string[];
}

/** Serializes and signs a payload. Source: Graph API, Webhooks, "Validating Payloads": over the escaped text, lower-case hex digits. */
export function signPayload(payload: JsonObject, appSecret: string): SignedPayload {
  const bytes = Buffer.from(graphJson(payload), "utf8");
  return { bytes, signature: createSignature(bytes, appSecret), messageIds: listMessageIds(payload) };
}

function createSignature(bytes: Buffer, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(bytes).digest("hex")}`;
}

/** Changes the last digit after signing. JSON stays valid, so that only the signature reveals it. */
export function corruptPayload(payload: SignedPayload): SignedPayload {
  const bytes = Buffer.from(payload.bytes);
  const digit = bytes.findLastIndex((byte) => byte >= 0x30 && byte <= 0x39);
  if (digit === -1) bytes[bytes.length - 1] = 0x20;
  else bytes[digit] = bytes[digit] === 0x39 ? 0x38 : (bytes[digit] ?? 0x30) + 1;
  return { ...payload, bytes };
}

const event = z.object({ id: z.string() });

/** The parts of a payload that name messages. */
const payloadEvents = z.object({
  entry: lenientList(
    z.object({
      changes: lenientList(
        z.object({ value: z.object({ messages: lenientList(event), statuses: lenientList(event) }) }),
      ),
    }),
  ),
});

function listMessageIds(payload: JsonObject): readonly string[] {
  const values = payloadEvents.parse(payload).entry.flatMap(({ changes }) => changes.map(({ value }) => value));
  return values.flatMap(({ messages, statuses }) => [...messages, ...statuses]).map(({ id }) => id);
}

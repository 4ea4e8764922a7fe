import { createHmac, timingSafeEqual } from "node:crypto";
import type { Failure } from "../schema/failures";
import { readHeaderValues, splitHeaderValues, type WebhookHeaders } from "./headers";
import { requireNone, secretFailures } from "./invalid-arguments";

export interface SignedBody {
  /**
   * The raw body, before any JSON parser. Meta signs the bytes that it sends, with `ä` as `\u00e4`; JSON that was parsed and serialized
   * again has other bytes. Text is encoded as UTF-8.
   */
  readonly rawBody: Uint8Array | string;
  /** Value of `X-Hub-Signature-256`, or all headers of the request. Equal values count as one. */
  readonly header: string | readonly string[] | null | undefined | WebhookHeaders;
  /** App secret (App Dashboard, Settings, Basic); several while you rotate it. Not the access token. */
  readonly appSecret: string | readonly string[];
}

/** No header; a header other than `sha256=` and 64 lower-case hex digits, or with several values; a signature of other bytes or by another secret. */
export type SignatureFault = "missing" | "malformed" | "mismatch";

/**
 * Returns true if Meta signed this body: HMAC-SHA256 of the raw bytes with the app secret, compared in constant time. The old SHA-1
 * header `X-Hub-Signature` is ignored.
 * @throws InvalidArguments if the body was already parsed or a secret is empty.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function verifySignature(signed: SignedBody): boolean {
  return signatureFault(signed) === undefined;
}

/** Returns the fault of the signature; undefined if it is valid. Otherwise as `verifySignature`. */
export function signatureFault({ rawBody, header, appSecret }: SignedBody): SignatureFault | undefined {
  const secrets = typeof appSecret === "string" ? [appSecret] : appSecret;
  requireNone([...bodyFailures(rawBody), ...appSecretFailures(appSecret)]);
  const [value, ...others] = readSignatures(header);
  if (value === undefined) return "missing";
  const hex = others.length > 0 ? undefined : /^sha256=([0-9a-f]{64})$/.exec(value)?.[1];
  if (hex === undefined) return "malformed";
  const signature = Buffer.from(hex, "hex");
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(rawBody).digest(), signature),
  );
  return matches.includes(true) ? undefined : "mismatch";
}

/** Returns the distinct values of the header. */
export function readSignatures(header: SignedBody["header"]): readonly string[] {
  if (header === undefined || header === null) return [];
  if (typeof header === "string") return splitHeaderValues([header]);
  return isList(header) ? splitHeaderValues(header) : readHeaderValues(header, "x-hub-signature-256");
}

function isList(header: readonly string[] | WebhookHeaders): header is readonly string[] {
  return Array.isArray(header);
}

function bodyFailures(rawBody: unknown): Failure[] {
  if (typeof rawBody === "string" || ArrayBuffer.isView(rawBody)) return [];
  const reason =
    "must be the raw bytes (Buffer, Uint8Array or text), since Meta signs those; keep them before a JSON parser reads the body";
  return [{ path: "rawBody", reason }];
}

function appSecretFailures(appSecret: unknown): Failure[] {
  if (!Array.isArray(appSecret)) return secretFailures("appSecret", appSecret);
  if (appSecret.length === 0) return [{ path: "appSecret", reason: "must contain at least one secret" }];
  return appSecret.flatMap((secret, i) => secretFailures(`appSecret[${i}]`, secret));
}

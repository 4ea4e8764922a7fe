import { createHmac, timingSafeEqual } from "node:crypto";
import type { Failure } from "../schema/failures";
import { readHeaderValues, splitHeaderValues, type WebhookHeaders } from "./headers";
import { requireNone } from "./invalid-arguments";
import { secretFailures } from "./secrets";

export interface SignedBody {
  /**
   * The body exactly as it arrived, before any JSON parser. Meta signs the bytes it sends, in which `ä` is written `\u00e4`; JSON
   * that was parsed and written again has other bytes. Text is taken as UTF-8.
   */
  readonly rawBody: Uint8Array | string;
  /** The value of `X-Hub-Signature-256`, or all headers of the request. Values that are equal count as one. */
  readonly header: string | readonly string[] | null | undefined | WebhookHeaders;
  /** The app's secret (App Dashboard, Settings, Basic); several while it is being changed. Never the access token. */
  readonly appSecret: string | readonly string[];
}

/** No header; a header that is not `sha256=` and 64 lower-case hex digits, or has different values; a signature of other bytes or by another secret. */
export type SignatureFault = "missing" | "malformed" | "mismatch";

/**
 * Whether Meta signed this body: HMAC-SHA256 of the raw bytes under the app's secret, compared in constant time. The old SHA-1
 * header `X-Hub-Signature` counts for nothing.
 * @throws InvalidArguments when the body was parsed already or a secret is empty.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function verifySignature(signed: SignedBody): boolean {
  return signatureFault(signed) === undefined;
}

/** What is wrong with the signature; undefined when it is valid. Else as `verifySignature`. */
export function signatureFault({ rawBody, header, appSecret }: SignedBody): SignatureFault | undefined {
  const secrets = typeof appSecret === "string" ? [appSecret] : appSecret;
  requireNone([...bodyFailures(rawBody), ...appSecretFailures(appSecret)]);
  const [value, ...others] = readSignatures(header);
  if (value === undefined) return "missing";
  const hex = others.length > 0 ? undefined : /^sha256=([0-9a-f]{64})$/.exec(value)?.[1];
  if (hex === undefined) return "malformed";
  const told = Buffer.from(hex, "hex");
  const matches = secrets.map((secret) => timingSafeEqual(createHmac("sha256", secret).update(rawBody).digest(), told));
  return matches.includes(true) ? undefined : "mismatch";
}

/** The distinct values of the header. */
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
    "must be the bytes as they arrived (Buffer, Uint8Array or text), since the signature is over those; keep them before a JSON parser takes the body";
  return [{ path: "rawBody", reason }];
}

function appSecretFailures(appSecret: unknown): Failure[] {
  if (!Array.isArray(appSecret)) return secretFailures("appSecret", appSecret);
  if (appSecret.length === 0) return [{ path: "appSecret", reason: "must hold at least one secret" }];
  return appSecret.flatMap((secret, i) => secretFailures(`appSecret[${i}]`, secret));
}

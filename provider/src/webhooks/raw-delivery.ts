/**
 * A raw delivery with its signature. It is plain JSON: store it durably, respond with 200, and later call
 * `receive({ ...delivery, appSecret, store })`.
 */
export interface RawDelivery {
  /** Body, byte for byte. */
  readonly rawBody: string;
  /** `base64` for a body that is not UTF-8; Meta sends ASCII. */
  readonly encoding: BodyEncoding;
  readonly headers: { readonly "x-hub-signature-256": string };
}

/** Encoding of a body as text. */
export type BodyEncoding = "utf8" | "base64";

export function toRawDelivery(body: Uint8Array | string, signature: string): RawDelivery {
  const headers = { "x-hub-signature-256": signature };
  const text = typeof body === "string" ? body : textOf(body);
  return text === undefined
    ? { rawBody: Buffer.from(body).toString("base64"), encoding: "base64", headers }
    : { rawBody: text, encoding: "utf8", headers };
}

/** Decodes UTF-8; undefined for bytes that are not valid UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

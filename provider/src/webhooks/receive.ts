import { claimTtlFailures, deduplicate, type ClaimOptions } from "./deduplicate";
import type { DeduplicationStore } from "./deduplication-store";
import type { WebhookEvent } from "./events";
import type { WebhookHeaders } from "./headers";
import { limitFailures, requireNone } from "./invalid-arguments";
import { parseWebhook } from "./parse";
import type { Problem } from "./json-cursor";
import { toRawDelivery, type BodyEncoding, type RawDelivery } from "./raw-delivery";
import { readSignatures, signatureFault, type SignedBody } from "./signature";

/** Meta's maximum body size: 3 MB, taken as 3 * 1024 * 1024 bytes. */
export const defaultMaxBodyBytes = 3 * 1024 * 1024;

export interface ReceiveOptions extends Pick<SignedBody, "rawBody" | "appSecret">, ClaimOptions {
  /** All headers of the request. */
  readonly headers: WebhookHeaders;
  /** `base64` if `rawBody` is the body in base64 text, as in some function runtimes and in `RawDelivery`. Default `utf8`. */
  readonly encoding?: BodyEncoding;
  /** Store for claims. Without it, every delivery returns all its events. */
  readonly store?: DeduplicationStore;
  /** Larger bodies get 413 without further checks. Default 3 MB. */
  readonly maxBodyBytes?: number;
}

/** Result for a delivery, serializable with `JSON.stringify`. */
export type Received = AcceptedDelivery | RejectedDelivery;

export interface AcceptedDelivery {
  /**
   * Respond with it once the events are handled, never before: 200, or 503 if another worker is handling some of the delivery's events, so
   * that Meta delivers them again and none is lost if it fails. If handling an event fails, call `releaseClaim` and respond with 500.
   */
  readonly status: 200 | 503;
  /** Reason for a status other than 200. */
  readonly reason: string | undefined;
  /** Events to handle now, also with 503: those that are neither done nor in progress. */
  readonly events: readonly WebhookEvent[];
  /** Number of events left out because they are done, or repeated within the delivery. */
  readonly duplicates: number;
  /** Number of events left out because another worker is handling them. */
  readonly inProgress: number;
  readonly problems: readonly Problem[];
  /** The raw delivery, to be stored and passed to `receive` later. */
  readonly delivery: RawDelivery;
}

export interface RejectedDelivery {
  /** 401: not signed by Meta. 413: too large. 400: signed, but not JSON. */
  readonly status: 401 | 413 | 400;
  readonly reason: string;
  readonly events: readonly [];
  readonly duplicates: 0;
  readonly inProgress: 0;
  readonly problems: readonly [];
  readonly delivery: undefined;
}

/**
 * Checks size, signature, content and duplicates, in this order, and returns the events to handle and the response status.
 *
 * With a store, delivery is at least once: each event is claimed before it is returned, and delivered again until you confirm it. Handle an
 * event, then call `confirmHandled`, or `releaseClaim` if handling failed; then respond. A process that dies in between has not
 * responded, so Meta delivers again, and the event is returned again once its claim ends (`claimTtlMs`). A handler may therefore run twice for
 * one event: after a crash between its work and `confirmHandled`, and when it takes longer than `claimTtlMs`. Make it idempotent, for
 * example by `message.id`. Meta retries until the response is 200, for 36 hours or 7 days (its pages disagree).
 *
 * To respond before the events are handled, store `delivery` durably first: a queue that loses it loses the message.
 *
 * A placeholder (`message.isPlaceholder`) is not claimed, so that the real message with its id is not taken for a duplicate: every
 * delivery returns it. Keep its `message` by the id, and pass it to `restoreReferral` with the real one.
 * @throws InvalidArguments as `verifySignature`, or if a limit is out of range; errors of the store (respond with 500).
 */
export async function receive(options: ReceiveOptions): Promise<Received> {
  const { headers, appSecret, store, maxBodyBytes = defaultMaxBodyBytes } = options;
  requireNone([...limitFailures("maxBodyBytes", maxBodyBytes), ...claimTtlFailures(options)]);
  const body = decodeBody(options);
  if (sizeOf(body) > maxBodyBytes) return reject(413, `the body is larger than ${maxBodyBytes} bytes`);
  const fault = signatureFault({ rawBody: body, header: headers, appSecret });
  if (fault !== undefined) return reject(401, `X-Hub-Signature-256: ${fault}`);
  const { events, problems, raw } = parseWebhook(body);
  if (raw === undefined) return reject(400, "the body is not JSON");
  const [signature = ""] = readSignatures(headers);
  const delivery = toRawDelivery(body, signature);
  const claimed =
    store === undefined ? { events, duplicates: 0, inProgress: 0 } : await deduplicate(events, store, options);
  const { inProgress } = claimed;
  return inProgress === 0
    ? { status: 200, reason: undefined, ...claimed, problems, delivery }
    : { status: 503, reason: `events in progress elsewhere: ${inProgress}`, ...claimed, problems, delivery };
}

function decodeBody({ rawBody, encoding }: ReceiveOptions): Uint8Array | string {
  return encoding === "base64" && typeof rawBody === "string" ? Buffer.from(rawBody, "base64") : rawBody;
}

function sizeOf(body: Uint8Array | string): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
}

function reject(status: RejectedDelivery["status"], reason: string): RejectedDelivery {
  return {
    status,
    reason,
    events: [],
    duplicates: 0,
    inProgress: 0,
    problems: [],
    delivery: undefined,
  };
}

import { deduplicate, limitFailures, type SeenStore } from "./deduplicate";
import type { WebhookEvent } from "./events";
import type { WebhookHeaders } from "./headers";
import { requireNone } from "./invalid-arguments";
import { parseWebhook } from "./parse";
import type { Problem } from "./place";
import { signatureFault, type SignedBody } from "./signature";

/** The most that Meta sends at once: 3 MB, read as 3 * 1024 * 1024 bytes. */
export const defaultMaxBodyBytes = 3 * 1024 * 1024;

export interface ReceiveOptions extends Pick<SignedBody, "rawBody" | "appSecret"> {
  /** All headers of the request. */
  readonly headers: WebhookHeaders;
  /** What was seen before; without it every delivery counts as the first. */
  readonly seen?: SeenStore;
  /** Larger bodies are answered with 413 before anything is computed. Default 3 MB. */
  readonly maxBodyBytes?: number;
}

export type Received =
  | {
      /** Once the events are handled. When handling fails: `forget` the event and answer 500, so that Meta delivers it again. */
      readonly status: 200;
      /** Those seen for the first time. */
      readonly events: readonly WebhookEvent[];
      /** How many had been seen before. */
      readonly duplicates: number;
      readonly problems: readonly Problem[];
    }
  | {
      /** Not signed by Meta; too large; signed, but not JSON. */
      readonly status: 401 | 413 | 400;
      readonly reason: string;
      readonly events: readonly [];
    };

/**
 * Size, signature, content, repetitions, in this order: what to answer a delivery with, and which events to handle. Meta delivers a
 * message again until it is answered 200, for 36 hours or 7 days (its pages disagree).
 *
 * A placeholder (`message.isPlaceholder`) is not marked as seen, so that the real message with its id is no repetition: it is among the
 * events of every delivery that brings it. Keep its `message` by the id, and give it to `restoreReferral` with the real one.
 * @throws InvalidArguments as `verifySignature`; what the store throws (answer 500).
 */
export async function receive(options: ReceiveOptions): Promise<Received> {
  const { rawBody, headers, appSecret, seen, maxBodyBytes = defaultMaxBodyBytes } = options;
  requireNone(limitFailures("maxBodyBytes", maxBodyBytes));
  if (sizeOf(rawBody) > maxBodyBytes) return refused(413, `the body is larger than ${maxBodyBytes} bytes`);
  const fault = signatureFault({ rawBody, header: headers, appSecret });
  if (fault !== undefined) return refused(401, `X-Hub-Signature-256: ${fault}`);
  const { events, problems, raw } = parseWebhook(rawBody);
  if (raw === undefined) return refused(400, "the body is not JSON");
  const fresh = seen === undefined ? events : await deduplicate(events, seen);
  return { status: 200, events: fresh, duplicates: events.length - fresh.length, problems };
}

const sizeOf = (body: Uint8Array | string): number =>
  typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;

const refused = (status: 400 | 401 | 413, reason: string): Received => ({ status, reason, events: [] });

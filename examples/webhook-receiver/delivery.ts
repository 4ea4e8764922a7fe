import { attribute, confirmHandled, receive, releaseClaim } from "pulumi-whatsapp/webhooks";
import type {
  Attribution,
  AttributionMap,
  DeduplicationStore,
  WebhookEvent,
  WebhookHeaders,
} from "pulumi-whatsapp/webhooks";
import type { Placeholders } from "./placeholders";

export interface Receiver {
  readonly appSecret: string;
  readonly store: DeduplicationStore;
  readonly ads: AttributionMap;
  /** May be called again for an event that it has handled: make it idempotent. */
  readonly handle: (event: WebhookEvent, attribution: Attribution) => void | Promise<void>;
  readonly report: (problem: unknown) => void;
}

/** The response for one of Meta's deliveries: 200 once all of it is handled, another status if Meta must deliver it again. */
export async function answerDelivery(
  rawBody: Uint8Array,
  headers: WebhookHeaders,
  receiver: Receiver,
  placeholders: Placeholders,
) {
  const { appSecret, store, ads, handle, report } = receiver;
  const received = await receive({ rawBody, headers, appSecret, store });
  received.problems.forEach(report);
  let status: number = received.status;
  for (const event of received.events) {
    try {
      const complete = placeholders.complete(event);
      await handle(complete, await attribute(complete, ads));
      placeholders.remember(event);
    } catch (error) {
      report(error);
      await releaseClaim(event, store).catch(report);
      status = 500;
      continue;
    }
    await confirmHandled(event, store).catch(report);
  }
  return { status, body: received.reason ?? "" };
}

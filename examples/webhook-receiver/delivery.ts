import { attribute, forget, receive } from "pulumi-whatsapp/webhooks";
import type { Attribution, AttributionMap, SeenStore, WebhookEvent, WebhookHeaders } from "pulumi-whatsapp/webhooks";
import type { Placeholders } from "./placeholders";

export interface Receiver {
  readonly appSecret: string;
  readonly seen: SeenStore;
  readonly ads: AttributionMap;
  readonly handle: (event: WebhookEvent, attribution: Attribution) => void | Promise<void>;
  readonly report: (problem: unknown) => void;
}

/** What to answer a delivery of Meta's with: 200 once all of it is handled, 500 when Meta shall bring it again. */
export async function answerDelivery(
  rawBody: Uint8Array,
  headers: WebhookHeaders,
  receiver: Receiver,
  placeholders: Placeholders,
) {
  const { appSecret, seen, ads, handle, report } = receiver;
  const received = await receive({ rawBody, headers, appSecret, seen });
  if (received.status !== 200) return { status: received.status, body: received.reason };
  received.problems.forEach(report);
  let status = 200;
  for (const event of received.events) {
    try {
      const complete = placeholders.complete(event);
      await handle(complete, await attribute(complete, ads));
      placeholders.remember(event);
    } catch (error) {
      report(error);
      await forget(event, seen);
      status = 500;
    }
  }
  return { status, body: "" };
}

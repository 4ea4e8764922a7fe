import { restoreReferral, type Message, type WebhookEvent } from "pulumi-whatsapp/webhooks";

/**
 * Messages that Meta cannot give yet (`isPlaceholder`), by id. The real message follows with the same id, often without the referral.
 * Use a table of yours where several processes share the work, or where a restart must not lose a referral.
 */
export class Placeholders {
  readonly #messages = new Map<string, Message>();

  /** The event with the referral of its placeholder, if there was one. */
  complete(event: WebhookEvent): WebhookEvent {
    return event.kind === "message" ? restoreReferral(event, this.#messages.get(event.message.id)) : event;
  }

  /** Call it once the event is handled. */
  remember(event: WebhookEvent): void {
    if (event.kind !== "message") return;
    const { message } = event;
    if (message.isPlaceholder) this.#messages.set(message.id, message);
    else this.#messages.delete(message.id);
  }
}

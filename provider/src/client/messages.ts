import { z } from "zod";
import { toWire, type OrderMessage } from "../schema/order/convert";
import type { Deadline } from "./clock";
import type { GraphClient } from "./graph-client";

/** What Meta's answer tells of a message that it took. Taken is not delivered: webhooks tell that, and may still tell of a failure. */
export interface TakenMessage {
  /** `wamid...`: the webhooks about the message carry it. */
  readonly messageId: string;
  /** The person's WhatsApp id, which may differ from what the message was addressed to. */
  readonly waId: string | undefined;
  /** `accepted`, `held_for_quality_assessment`, `paused`; undefined when Meta says nothing. */
  readonly messageStatus: string | undefined;
}

const answer = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1), message_status: z.string().nullish().catch(undefined) })]),
  contacts: z
    .array(z.object({ wa_id: z.string().nullish() }))
    .nullish()
    .catch(undefined),
});

/** The messages edge. Source: Meta, "Sending order messages". */
export class MessagesApi {
  constructor(private readonly graph: GraphClient) {}

  /**
   * Sends one message. Meta knows no key that would make a repetition harmless, so it is sent again only when it certainly did not
   * arrive. Undefined when the answer has no message id: then its fate is unknown.
   */
  async send(phoneNumberId: string, message: OrderMessage, deadline: Deadline): Promise<TakenMessage | undefined> {
    const call = {
      method: "POST",
      path: [phoneNumberId, "messages"],
      body: toWire(message),
      replay: "unsent",
    } as const;
    const parsed = answer.safeParse((await this.graph.send(call, deadline)).body);
    if (!parsed.success) return undefined;
    const [{ id, message_status: status }] = parsed.data.messages;
    return {
      messageId: id,
      waId: parsed.data.contacts?.[0]?.wa_id ?? undefined,
      messageStatus: status ?? undefined,
    };
  }
}

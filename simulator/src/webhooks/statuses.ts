import type { JsonObject } from "../json";
import { webhookError, type MessageError } from "../messages/failure";
import type { Message } from "../world/orders";
import { held } from "../world/store";
import type { World } from "../world/world";
import { messagesPayload, secondsOf } from "./payload";

export type ToldStatus = "sent" | "delivered" | "read" | "failed";

/** Source: Statuses of Meta's OpenAPI file, without conversation and pricing; `biz_opaque_callback_data` from its page on statuses. */
export function statusPayload(
  world: World,
  message: Message,
  status: ToldStatus,
  error: MessageError | null = null,
): JsonObject {
  const phone = held(world.store.phoneNumbers.get(message.phoneNumberId), "phone number", message.phoneNumberId);
  const told = {
    id: message.id,
    status,
    timestamp: secondsOf(world.clock.nowMs()),
    recipient_id: message.recipient,
    ...(message.callbackData === null ? {} : { biz_opaque_callback_data: message.callbackData }),
    ...(error === null ? {} : { errors: [webhookError(error)] }),
  };
  return messagesPayload(phone, { statuses: [told] });
}

/** To be told when the write that it tells of is done. */
export function note(world: World, payload: JsonObject): void {
  world.store.notices.put({ id: String(world.store.nextOrdinal()), payload });
}

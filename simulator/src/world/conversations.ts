import type { World } from "./world";

/** The last time a person wrote to a business number, or called it. */
export interface Conversation {
  /** See `conversationKey`. */
  readonly id: string;
  readonly phoneNumberId: string;
  /** The person's WhatsApp id, digits, or user id: a message that shows both opens the window for both. */
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly lastMessageAtMs: number;
}

/**
 * Source: Meta's page "Service messages" (21 May 2026): free-form messages for 24 hours from the person's last message or call. The 72
 * hours after an ad click on its pricing page decide the price alone.
 */
export const windowMs = 24 * 60 * 60 * 1000;

export function conversationKey(phoneNumberId: string, person: string): string {
  return `${phoneNumberId}/${person}`;
}

/** Opens the window. Only messages and calls from the person do; what the business sends never does. */
export function recordMessageFrom(world: World, phoneNumberId: string, person: string, lastMessageAtMs?: number): void {
  world.store.conversations.put({
    id: conversationKey(phoneNumberId, person),
    phoneNumberId,
    person,
    lastMessageAtMs: lastMessageAtMs ?? world.clock.nowMs(),
  });
}

/** True while the business number may send the person free-form messages. */
export function isWindowOpen({ store, clock }: World, phoneNumberId: string, person: string): boolean {
  const conversation = store.conversations.get(conversationKey(phoneNumberId, person));
  return conversation !== undefined && clock.nowMs() - conversation.lastMessageAtMs < windowMs;
}

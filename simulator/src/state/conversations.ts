import type { Person } from "./entities";
import { findOrAddPerson } from "./people";
import type { SimulatorContext } from "./simulator-context";

/**
 * Source: Meta's page "Service messages" (21 May 2026): free-form messages for 24 hours from the person's last message or call. The 72
 * hours after an ad click on its pricing page only affect the price.
 */
const windowMs = 24 * 60 * 60 * 1000;

function conversationKey(phoneNumberId: string, userId: string): string {
  return `${phoneNumberId}/${userId}`;
}

/** Opens the messaging window. Only messages and calls from the person do, never those of the business. */
export function recordMessageFrom(
  context: SimulatorContext,
  phoneNumberId: string,
  { id: userId }: Person,
  lastMessageAtMs: number = context.clock.nowMs(),
): void {
  context.store.conversations.put({
    id: conversationKey(phoneNumberId, userId),
    phoneNumberId,
    userId,
    lastMessageAtMs,
  });
}

/** True while the business number may send free-form messages to the person, given by number or user id. */
export function isWindowOpen(context: SimulatorContext, phoneNumberId: string, recipient: string): boolean {
  const { store, clock, behaviour } = context;
  const { id } = findOrAddPerson(store, recipient);
  const fallback = behaviour.windowOfStrangers === "open" ? clock.startedAtMs : -Infinity;
  const { lastMessageAtMs = fallback } = store.conversations.get(conversationKey(phoneNumberId, id)) ?? {};
  return clock.nowMs() - lastMessageAtMs < windowMs;
}

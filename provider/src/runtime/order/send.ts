import { createHash, randomUUID } from "node:crypto";
import { CallFailed, isUnknownFate } from "../../client/call-failed";
import type { Deadline } from "../../client/clock";
import { NoAccessToken } from "../../client/graph-client";
import { exactJsonText } from "../../schema/exact-json";
import type { OrderMessage } from "../../schema/order/convert";
import { digitsOf } from "../../schema/settings";
import { named, type OrderDeed } from "../deed";
import { explained, reasonOf } from "../explain";
import { ExpectedFailure } from "../failure";
import type { Session } from "../session";
import type { Attempt, Entry } from "./outbox";
import { orderId } from "./state";

/** A message left, or had left before. */
export type Fate =
  | { readonly fate: "accepted"; readonly correlationId: string; readonly messageId: string | undefined }
  | {
      readonly fate: "unknown";
      readonly correlationId: string;
      readonly messageId: undefined;
      /** In whole sentences. */
      readonly why: string;
      /** Left in this run. */
      readonly isNew: boolean;
    };

const lost = { fate: "unknown", messageId: undefined } as const;

export const digestOf = (value: unknown): string => createHash("sha256").update(exactJsonText(value)).digest("hex");

/** The end of a phone number, for people: the number itself is printed nowhere. */
export const endOf = (phoneNumber: string): string => `…${digitsOf(phoneNumber).slice(-4)}`;

/**
 * Sends one message, recorded in the outbox before it leaves, and never a second time. Throws when nothing was sent.
 * @throws AlreadySent
 */
export async function send(
  { orders }: Session,
  deed: OrderDeed,
  { message, digest }: { readonly message: OrderMessage; readonly digest: string },
  deadline: Deadline,
): Promise<Fate> {
  const correlationId = `${deed.referenceId}/${randomUUID()}`;
  const entry = orders.outbox.begin(orderId(deed), { kind: message.kind, digest, correlationId });
  const unknown = (why: string): Fate => ({ ...lost, correlationId, why, isNew: true });
  try {
    const marked = { ...message, bizOpaqueCallbackData: correlationId };
    const taken = await orders.messages.send(deed.phoneNumberId, marked, deadline);
    if (taken === undefined) return unknown("Meta answered without a message id.");
    const { messageId } = taken;
    entry.accepted(messageId);
    return { fate: "accepted", correlationId, messageId };
  } catch (error) {
    if (isUnknownFate(error)) return unknown(withoutNumber(reasonOf(error), message));
    throw notSent(error, entry, deed, message);
  }
}

function notSent(error: unknown, entry: Entry, deed: OrderDeed, message: OrderMessage): Error {
  const { message: text } = explained(error, deed);
  if (!(error instanceof CallFailed || error instanceof NoAccessToken)) return explained(error, deed);
  entry.withdrawn();
  return new ExpectedFailure(withoutNumber(text, message));
}

/** Meta may repeat the number in its own words. */
const withoutNumber = (text: string, { to }: OrderMessage): string => text.replaceAll(digitsOf(to), endOf(to));

/** The last message that may have arrived, when it said the same: an engine died before it could save that. */
export function sentLast({ orders }: Session, deed: OrderDeed, digest: string): Fate | undefined {
  const last = orders.outbox.attempts(orderId(deed)).findLast(({ fate }) => fate !== "refused");
  if (last === undefined || last.digest !== digest) return undefined;
  const { correlationId, messageId } = last;
  return last.fate === "accepted"
    ? { fate: "accepted", correlationId, messageId }
    : { ...lost, correlationId, why: `It was begun ${timeOf(last)}, and no result is recorded.`, isNew: false };
}

export const timeOf = ({ at }: Attempt): string => (at === undefined ? "at a time that is not recorded" : `at ${at}`);

/** Where the fate of a message shows. */
export const lookFor = (correlationId: string): string =>
  correlationId === ""
    ? "look at the chat"
    : `look at the status webhooks that carry biz_opaque_callback_data ${JSON.stringify(correlationId)} (\`settle\` of pulumi-whatsapp/webhooks) and at the chat`;

/** The reason of what may have been sent. */
export const unknownFate = (deed: OrderDeed, { correlationId, why }: Extract<Fate, { fate: "unknown" }>): string =>
  `What became of ${named(deed)} is not known. ${why} Nothing is sent again: ${lookFor(correlationId)}.`;

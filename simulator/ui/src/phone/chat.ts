import type { Content, Person, ReceivedMessage, SentMessage } from "../content";
import { textAt } from "../content";

/** Person of Meta's examples, who exists as soon as they tap an ad or write. */
export const examplePerson: Pick<Person, "name" | "waId" | "id" | "username"> = {
  id: "",
  name: "Sheena Nelson",
  waId: "16505551234",
  username: null,
};

export type ChatPerson = typeof examplePerson;

/** Key of a person that stays the same when the person's first action makes the business know them. */
export function personKey({ waId, id }: ChatPerson): string {
  return waId ?? id;
}

/** The person's fields in requests to the control API. */
export function personOption({ id }: ChatPerson): { readonly userId?: string } {
  return id === "" ? {} : { userId: id };
}

/** A line of a chat. */
export type ChatEntry =
  | {
      readonly kind: "received";
      readonly message: ReceivedMessage;
      readonly text: string;
      readonly replyTo: string | undefined;
    }
  | { readonly kind: "greeting"; readonly id: string; readonly text: string; readonly sentAtMs: number }
  | { readonly kind: "payment"; readonly message: ReceivedMessage; readonly referenceId: string }
  | { readonly kind: "sent"; readonly message: SentMessage };

/** Lists the chat of a person with the business, in the order of time. */
export function listChat({ messages, receivedMessages }: Content, person: ChatPerson): readonly ChatEntry[] {
  const sent: ChatEntry[] = messages
    .filter(({ recipient, status }) => status !== "failed" && (recipient === person.id || recipient === person.waId))
    .map((message) => ({ kind: "sent", message }));
  const received = receivedMessages.filter(({ userId }) => userId === person.id).flatMap(toEntries);
  return [...received, ...sent].sort((one, other) => timeOf(one) - timeOf(other));
}

/** A first message after a tap on an ad comes with the greeting that the person saw. */
function toEntries(message: ReceivedMessage): readonly ChatEntry[] {
  const { id, content, referral, sentAtMs } = message;
  const referenceId = textAt(content, "interactive", "payment_method", "reference_id");
  if (referenceId !== undefined) return [{ kind: "payment", message, referenceId }];
  const greeting = textAt(referral, "welcome_message", "text");
  const received: ChatEntry = {
    kind: "received",
    message,
    text: textAt(content, "text", "body") ?? "",
    replyTo: textAt(content, "context", "id"),
  };
  return greeting === undefined ? [received] : [{ kind: "greeting", id, text: greeting, sentAtMs }, received];
}

export function timeOf(entry: ChatEntry): number {
  return entry.kind === "greeting" ? entry.sentAtMs : entry.message.sentAtMs;
}

import { mayHaveArrived, type Attempt } from "./outbox-records";
import { guidanceFor } from "./send";

const rule =
  "Orders are events and are never replaced or sent again: a replacement (--replace, taint, replaceOnChanges, a rename without alias) or a state that lost the row looks like this. " +
  "If the program renamed or moved the resource, set its option aliases. Use a new referenceId for a new order";

/** Explains why a first `order_details` is not sent: the outbox has a message with its reference id. Undefined if it may be sent. */
export function describeSent(attempts: readonly Attempt[], file: string): string | undefined {
  const first = attempts.find(mayHaveArrived);
  if (first === undefined) return undefined;
  const { kind, at, outcome, correlationId } = first;
  const known = outcome === "unknown" ? `, its outcome unknown: ${guidanceFor(correlationId)}` : " and accepted";
  return (
    `an ${kind} with it was sent at ${at}${known}. ${rule}; statuses of the old one can be sent with \`pulumi-whatsapp orders status\`. ` +
    `Remove ${file} only when it is certain that nothing arrived`
  );
}

/** Reason if only the state has the order. */
export const inStateAlready = `an order with it was sent, as the state records. ${rule}`;

export function describeSecondResource(referenceId: string): string {
  return `another resource of this program has ${JSON.stringify(referenceId)} too; a reference id serves one order`;
}

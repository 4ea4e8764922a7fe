import type { OrderClient, OrderMessage } from "pulumi-whatsapp/orders";

/** What a service keeps of an order, beside the order itself. */
export interface Books {
  /** Before anything is sent: with it the outcome of a lost answer can be resolved. */
  readonly begin: (referenceId: string, correlationId: string) => void;
  readonly sent: (referenceId: string, messageId: string) => void;
  readonly failed: (referenceId: string, why: string) => void;
  readonly open: (referenceId: string, guidance: string) => void;
}

/** Sends once, and reports the outcome. There are four, and the compiler asks for each. */
export async function sendOrder(client: OrderClient, message: OrderMessage, books: Books): Promise<void> {
  const { referenceId } = message;
  const correlationId = `shop/${referenceId}`;
  books.begin(referenceId, correlationId);
  const result = await client.send(message, { correlationId });
  switch (result.outcome) {
    case "accepted":
      books.sent(referenceId, result.messageId);
      break;
    case "rejected":
      books.failed(referenceId, `${result.error.message} ${result.error.advice}`);
      break;
    case "not_sent":
      books.failed(referenceId, `${result.why}; it may be sent later`);
      break;
    case "unknown":
      books.open(referenceId, result.guidance);
      break;
  }
}

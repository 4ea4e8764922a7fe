import type { OrderClient, OrderMessage } from "pulumi-whatsapp/orders";

/** Records the outcome of each order in the service's database. */
export interface OrderRecords {
  /** Runs before the request. The correlation id resolves the outcome if the response is lost. */
  readonly begin: (referenceId: string, correlationId: string) => void;
  readonly sent: (referenceId: string, messageId: string) => void;
  readonly failed: (referenceId: string, why: string) => void;
  readonly open: (referenceId: string, guidance: string) => void;
}

/** Sends an order once and records the outcome. */
export async function sendOrder(client: OrderClient, message: OrderMessage, records: OrderRecords): Promise<void> {
  const { referenceId } = message;
  const correlationId = `shop/${referenceId}`;
  records.begin(referenceId, correlationId);
  const result = await client.send(message, { correlationId });
  switch (result.outcome) {
    case "accepted":
      records.sent(referenceId, result.messageId);
      break;
    case "rejected":
      records.failed(referenceId, `${result.error.message} ${result.error.advice}`);
      break;
    case "not_sent":
      records.failed(referenceId, `${result.why}; it may be sent later`);
      break;
    case "unknown":
      records.open(referenceId, result.guidance);
      break;
  }
}

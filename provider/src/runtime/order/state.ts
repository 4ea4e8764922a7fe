import { orderHeadline, type OrderOperation } from "./order-context";
import { z } from "zod";
import { addresseeOf } from "../../schema/order/addressee";
import { sandboxOrderSchema, wholeSandboxOrderSchema } from "../../schema/order/sandbox";
import { omitNullish } from "../../schema/order/omit-nullish";
import { orderStatusSchema, paymentStatusSchema } from "../../schema/order/status";
import { UserError } from "../user-error";
import { describeId, handlerIn, requireKnownVersion, type Properties } from "../properties";

/** Version of the outputs' shape. A newer version in a state is rejected. */
const stateVersion = 1;

export interface OrderId {
  readonly phoneNumberId: string;
  readonly referenceId: string;
}

export function orderId({ phoneNumberId, referenceId }: OrderId): string {
  return `${phoneNumberId}/${referenceId}`;
}

export const orderIdSchema = wholeSandboxOrderSchema.pick({ phoneNumberId: true, referenceId: true });

/** Splits `<phoneNumberId>/<referenceId>`. Throws for anything else. */
export function parseOrderId(id: string): OrderId {
  const [phoneNumberId, ...rest] = id.split("/");
  const { data } = orderIdSchema.safeParse({ phoneNumberId, referenceId: rest.join("/") });
  if (data !== undefined) return data;
  throw new UserError(
    `The id ${describeId(id)} is not of the form <phoneNumberId>/<referenceId>. Nothing was sent. Correct the id in the program or state.`,
  );
}

/** Renames `fate` in earlier states to `outcome`. */
export function withOutcome(props: Properties): Properties {
  if (props["fate"] === undefined) return props;
  const { fate: outcome, ...rest } = props;
  return { outcome, ...rest };
}

/** Results of the messages that were sent. */
const recordShape = z.object({
  /** Of the last message. */
  outcome: z.enum(["accepted", "unknown"]),
  /** Of the last message. */
  correlationId: z.string(),
  messageId: z.string().optional(),
  lastStatusMessageId: z.string().optional(),
});
export type SentRecord = z.infer<typeof recordShape>;

/** Arguments that matter after the order was sent. Read tolerantly, since rules may have changed. */
const laterArgsShape = z.object({
  to: z.string().optional(),
  recipient: z.string().optional(),
  status: orderStatusSchema.optional(),
  statusDescription: z.string().optional(),
  payment: z.object({ status: paymentStatusSchema, timestamp: z.number().optional() }).optional(),
  statusFooter: z.string().optional(),
  cancelBody: z.string().optional(),
});

export interface Sent extends z.infer<typeof laterArgsShape> {
  readonly record: SentRecord;
}

/** Parses the outputs of a sent order; undefined for other properties, as after a `get` or an import. */
export function sentIn(properties: Properties): Sent | undefined {
  requireKnownVersion(properties, stateVersion, "order");
  const plain = omitNullish(withOutcome(properties));
  const record = recordShape.safeParse(plain).data;
  const args = laterArgsShape.safeParse(plain).data;
  const isAddressed = args !== undefined && addresseeOf(args) !== "";
  return record === undefined || !isAddressed ? undefined : { ...args, record };
}

export function requireSent(properties: Properties, operation: OrderOperation): Sent {
  const sent = sentIn(properties);
  if (sent !== undefined) return sent;
  throw new UserError(
    `${orderHeadline(operation)} The state does not record what was sent, as after an import: only the run that sends an order records it. ` +
      "Nothing was sent. Remove the resource from the state (`pulumi state delete`) and from the program.",
  );
}

/** Builds the outputs for the state. No value is undefined. */
export function outputsOf(inputs: Properties, totalAmount: bigint, record: SentRecord): Properties {
  return {
    ...argsIn(inputs),
    ...handlerIn(inputs),
    totalAmount: totalAmount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(totalAmount) : String(totalAmount),
    ...Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)),
    __stateVersion: stateVersion,
  };
}

const argKeys = Object.keys(sandboxOrderSchema.shape);

function argsIn(properties: Properties): Properties {
  return Object.fromEntries(
    argKeys.flatMap((key) => {
      const value = omitNullish(properties[key]);
      return value === undefined || value === null ? [] : [[key, value]];
    }),
  );
}

import { z } from "zod";
import { differences } from "../json-value";
import { graphId } from "../ids";
import { hasUnknown } from "../unknowns";
import { orderArgsSchema, orderDetailsOf, orderDetailsShape, type OrderDetails } from "./details";
import { bodyText, footerText, requiredText } from "./fields";
import { omitNullish } from "./omit-nullish";
import { orderLimits } from "./limits";
import { statusPaymentSchema } from "./status-message";
import { orderStatusSchema } from "./status";

/** Arguments of a sandbox order: the `order_details` message, and fields that may change after it was sent. Unknown keys are rejected. */
export const sandboxOrderSchema = z.strictObject({
  ...orderDetailsShape,
  phoneNumberId: graphId.optional(),
  status: orderStatusSchema.optional(),
  statusDescription: requiredText(orderLimits.statusDescription).optional(),
  payment: statusPaymentSchema.optional(),
  statusBody: bodyText.optional(),
  statusFooter: footerText.optional(),
  cancelOnDelete: z.boolean().optional(),
  cancelBody: bodyText.optional(),
});

/** With the defaults of check. */
export const wholeSandboxOrderSchema = sandboxOrderSchema.extend({ phoneNumberId: graphId });
export type SandboxOrder = z.output<typeof wholeSandboxOrderSchema>;

/** Builds the `order_details` message of an order. */
export function detailsIn(args: z.output<typeof sandboxOrderSchema>): OrderDetails {
  const { to, recipient, body: text, footer, image, referenceId, type, paymentSettings, order, totalAmount } = args;
  return orderDetailsOf({
    ...{ to, recipient, body: text, footer, image, referenceId, type, paymentSettings, order, totalAmount },
  });
}

const sentKeys = [
  ...["phoneNumberId", "to", "recipient", "body", "footer", "image", "referenceId", "type"],
  ...["paymentSettings", "order", "totalAmount"],
];
const laterKeys = Object.keys(sandboxOrderSchema.shape).filter((key) => !sentKeys.includes(key));

type Args = Readonly<Record<string, unknown>>;

/** Lists the paths at which the `order_details` of two versions differ. Unknown values are skipped. */
export function editedPaths(before: Args, after: Args): string[] {
  return sentKeys
    .filter((key) => !hasUnknown(after[key]))
    .flatMap((key) => differing(sentAt(key, before), sentAt(key, after), key));
}

/** Lists the paths at which fields differ that may change after the send. */
export function changedPaths(before: Args, after: Args): string[] {
  return laterKeys.flatMap((key) => differing(before[key], after[key], key));
}

function differing(a: unknown, b: unknown, path: string): string[] {
  return [...new Set([...differences(a, b, path), ...differences(b, a, path)])];
}

/** Normalizes a sent field: amounts as number or digits, a tax of zero or none, and a computed total are equal. */
function sentAt(key: string, args: Args): unknown {
  if (key === "totalAmount") return isGiven(args["order"]) ? undefined : args[key];
  const order = key === "order" ? orderArgsSchema.safeParse(omitNullish(args[key])).data : undefined;
  return order === undefined ? args[key] : plain({ tax: { value: 0n }, ...order });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part)));
}

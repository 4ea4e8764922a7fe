import {
  orderDetails,
  orderStatus,
  nextStatus,
  type NextOrderStatus,
  type OrderDetailsArgs,
  type OrderStatus,
  type PaymentSetting,
} from "pulumi-whatsapp/orders";

/** True only when both are one type. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// Checked by the compiler: each must be true.
export const transitions: {
  readonly completed: Same<NextOrderStatus<"completed">, never>;
  readonly canceled: Same<NextOrderStatus<"canceled">, never>;
  readonly pending: Same<NextOrderStatus<"pending">, Exclude<OrderStatus, "pending">>;
  readonly processing: Same<NextOrderStatus<"processing">, Exclude<OrderStatus, "pending" | "processing">>;
  readonly partially: Same<NextOrderStatus<"partially_shipped">, Exclude<OrderStatus, "pending" | "partially_shipped">>;
  readonly shipped: Same<NextOrderStatus<"shipped">, Exclude<OrderStatus, "pending" | "shipped">>;
  readonly either: Same<NextOrderStatus<"completed" | "shipped">, NextOrderStatus<"shipped">>;
} = {
  completed: true,
  canceled: true,
  pending: true,
  processing: true,
  partially: true,
  shipped: true,
  either: true,
};

// @ts-expect-error nothing follows a completed order
export const afterCompleted: NextOrderStatus<"completed"> = "shipped";
// @ts-expect-error an order does not go back
export const backToPending: NextOrderStatus<"shipped"> = "pending";
// @ts-expect-error the hyphen is an alias of what is sent, no status
export const hyphen: OrderStatus = "partially-shipped";

export function updates(): void {
  orderStatus({ to: "1", body: "b", referenceId: "r", order: { status: nextStatus("processing", "shipped") } });
  // @ts-expect-error nothing follows a completed order
  nextStatus("completed", "shipped");
  // @ts-expect-error an order does not go back
  nextStatus("shipped", "pending");
}

const order = { items: [{ retailerId: "1", name: "Cake", amount: 5n, quantity: 1 }] } as const;
const whole: OrderDetailsArgs = { to: "5511987654321", body: "b", referenceId: "r", type: "digital-goods", order };

// What natural programs pass, and what the compiler refuses before anything runs.
export function programs(setting: PaymentSetting): void {
  orderDetails({ ...whole, footer: undefined, paymentSettings: [setting] as const, totalAmount: "5" });
  orderStatus({ to: "1", body: "b", referenceId: "r", order: { status: "partially-shipped" } });
  // @ts-expect-error the subtotal is computed
  orderDetails({ ...whole, order: { ...order, subtotal: 5 } });
  // @ts-expect-error a status that Meta has not
  orderStatus({ to: "1", body: "b", referenceId: "r", order: { status: "cancelled" } });
  // @ts-expect-error one way to pay has the parts of that way
  orderDetails({ ...whole, paymentSettings: [{ type: "boleto", paymentLink: { uri: "https://a.example" } }] });
  // @ts-expect-error a type that Meta has not
  orderDetails({ ...whole, type: "services" });
}

test("the door is found by its public name", () => {
  expect(orderDetails(whole).totalAmount).toBe(5n);
});

import {
  orderDetails,
  orderStatus,
  nextStatus,
  type NextOrderStatus,
  type OrderDetailsArgs,
  type OrderStatus,
  type PaymentSetting,
} from "pulumi-whatsapp/orders";

/** True if both types are identical. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// The compiler checks that each is true.
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
// @ts-expect-error a status cannot go back
export const backToPending: NextOrderStatus<"shipped"> = "pending";
// @ts-expect-error the form with a hyphen is only an alias
export const hyphen: OrderStatus = "partially-shipped";

export function updates(): void {
  orderStatus({ to: "1", body: "b", referenceId: "r", order: { status: nextStatus("processing", "shipped") } });
  // @ts-expect-error nothing follows a completed order
  nextStatus("completed", "shipped");
  // @ts-expect-error a status cannot go back
  nextStatus("shipped", "pending");
}

const order = { items: [{ retailerId: "1", name: "Cake", amount: 5n, quantity: 1 }] } as const;
const whole: OrderDetailsArgs = { to: "5511987654321", body: "b", referenceId: "r", type: "digital-goods", order };

// Programs that must compile, and errors that the compiler must report.
export function programs(setting: PaymentSetting): void {
  orderDetails({ ...whole, footer: undefined, paymentSettings: [setting] as const, totalAmount: "5" });
  orderStatus({ to: "1", body: "b", referenceId: "r", order: { status: "partially-shipped" } });
  // @ts-expect-error the subtotal is computed
  orderDetails({ ...whole, order: { ...order, subtotal: 5 } });
  // @ts-expect-error a status that does not exist
  orderStatus({ to: "1", body: "b", referenceId: "r", order: { status: "cancelled" } });
  // @ts-expect-error each kind of payment has its own fields
  orderDetails({ ...whole, paymentSettings: [{ type: "boleto", paymentLink: { uri: "https://a.example" } }] });
  // @ts-expect-error a type that does not exist
  orderDetails({ ...whole, type: "services" });
}

test("the entry point is found by its public name", () => {
  expect(orderDetails(whole).totalAmount).toBe(5n);
});

import { orderDetails, orderStatus, toWire, type OrderMessage } from "../../provider/src/orders";
import { toSending } from "../../provider/src/runtime/order/sending";

const item = { retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 };
const order = {
  ...{ to: "5511987654321", body: "Seu pedido", referenceId: "order-1", type: "physical-goods" as const },
  order: { items: [item] },
};
function sendingOf(message: OrderMessage) {
  return toSending(message, toWire(message));
}
function digestOf(message: OrderMessage): string {
  return sendingOf(message).digest;
}

test("a digest covers content and person, not notation or correlation id", () => {
  const sent = digestOf(orderDetails(order));
  expect(sendingOf(orderDetails(order))).toEqual({ kind: "order_details", digest: sent });
  expect(digestOf(orderDetails({ ...order, to: "+5511987654321" }))).toBe(sent);
  expect(digestOf(orderDetails({ ...order, bizOpaqueCallbackData: "c" }))).toBe(sent);
  expect(digestOf(orderDetails({ ...order, to: "5511987654322" }))).not.toBe(sent);
  expect(digestOf(orderDetails({ ...order, body: "Outro" }))).not.toBe(sent);
});

test("a digest covers the business-scoped user id", () => {
  const { to: _to, ...rest } = order;
  const sent = digestOf(orderDetails({ ...rest, recipient: "BR.1234567890" }));
  expect(digestOf(orderDetails({ ...rest, recipient: "BR.1234567891" }))).not.toBe(sent);
});

test("a status digest ignores the texts around the change", () => {
  const shipped = { referenceId: "order-1", to: "5511987654321", order: { status: "shipped" as const } };
  const sending = sendingOf(orderStatus({ ...shipped, body: "A caminho" }));
  expect(sending).toMatchObject({ kind: "order_status", status: "shipped", payment: undefined });
  expect(digestOf(orderStatus({ ...shipped, body: "Enviado" }))).toBe(sending.digest);
});

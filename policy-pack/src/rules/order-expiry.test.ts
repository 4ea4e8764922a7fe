import { toWire, orderDetails, type OrderDetailsArgs } from "pulumi-whatsapp/orders";
import { wireOrder } from "../order";
import { now, orderArgs, toldOf, toldOfArgs } from "../testing/orders";
import { orderExpiry } from "./order-expiry";

const items = [{ retailerId: "cake", name: "Bolo", amount: 500, quantity: 2 }];
function seconds(hours: number): string {
  return String(Math.round(now.getTime() / 1000 + hours * 3600));
}
function ending(hours: number, more: object = {}): object {
  return {
    order: { items, expiration: { timestamp: seconds(hours), description: "Oferta do dia" } },
    ...more,
  };
}
const path = "order.expiration.timestamp";

test("without a limit nothing is checked, and that is said", async () => {
  expect(await toldOfArgs(orderExpiry, {})).toEqual(["not applicable: no limit of the expiration is configured"]);
});

test("where an expiration is required, an order without one never ends", async () => {
  const never = ["order.expiration: it never expires. Set an expiration, with timestamp and description."];
  expect(await toldOfArgs(orderExpiry, {}, { required: true })).toEqual(never);
  expect(await toldOfArgs(orderExpiry, { order: undefined, totalAmount: 1000 }, { required: true })).toEqual(never);
  expect(await toldOfArgs(orderExpiry, ending(24), { required: true })).toEqual([]);
  expect(await toldOfArgs(orderExpiry, {}, { minHours: 2, maxHours: 72 })).toEqual([]);
});

test("the limits themselves pass, a second beyond them does not", async () => {
  const limits = { minHours: 2, maxHours: 72 };
  for (const hours of [2, 24, 72]) expect(await toldOfArgs(orderExpiry, ending(hours), limits)).toEqual([]);
  expect(await toldOfArgs(orderExpiry, ending(2 - 1 / 3600), limits)).toEqual([
    `${path}: it expires at 2026-03-02T13:59:59.000Z, 1 h 59 min ahead, sooner than 2 h ahead. Give people more time to pay.`,
  ]);
  expect(await toldOfArgs(orderExpiry, ending(72 + 1 / 3600), limits)).toEqual([
    `${path}: it expires at 2026-03-05T12:00:01.000Z, 72 h 0 min ahead, later than 72 h ahead. Let it expire sooner.`,
  ]);
});

test("an order that was sent before is passed over once it is over, or has gone on", async () => {
  const limits = { required: true, minHours: 2 };
  expect(await toldOfArgs(orderExpiry, ending(-1), limits)).toEqual([]);
  for (const more of [{ status: "shipped" }, { payment: { status: "captured" } }, { status: "partially-shipped" }]) {
    expect(await toldOfArgs(orderExpiry, ending(1, more), limits)).toEqual([]);
    expect(await toldOfArgs(orderExpiry, more, limits)).toEqual([]);
  }
  expect(await toldOfArgs(orderExpiry, ending(1, { status: "pending" }), limits)).toHaveLength(1);
});

test("a message in a file is still to be sent, so one that is over is too soon", async () => {
  const args = orderArgs(ending(24)) as OrderDetailsArgs;
  const order = wireOrder(toWire(orderDetails(args, { now })));
  const later = { now: () => new Date(now.getTime() + 25 * 3_600_000) };
  expect(await toldOf(orderExpiry, order, { minHours: 1 })).toEqual([]);
  expect(await orderExpiry.with({ minHours: 1 }, later)(order)).toEqual([
    {
      path: `interactive.action.parameters.${path}`,
      says: "it expires at 2026-03-03T12:00:00.000Z, 1 h 0 min ago, sooner than 1 h ahead",
      fix: "Give people more time to pay.",
    },
  ]);
});

test.each([
  [{ minHours: 3, maxHours: 2 }, "maxHours: must not be less than minHours"],
  [{ minHours: 0 }, "minHours"],
  [{ maxHours: "72" }, "maxHours"],
  [{ required: "yes" }, "required"],
])("%j is no limit", (options, reason) => {
  expect(() => orderExpiry.with(options, { now: () => now })).toThrow(`whatsapp-order-expiry.${reason}`);
});

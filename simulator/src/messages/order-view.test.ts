import type { Simulator } from "../index";
import { sendHttp } from "../testing/http";
import { replaceAt, fullDetails, messengerOf, parametersPath, startOrderSimulator } from "../testing/orders";

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;

beforeEach(async () => {
  simulator = await startOrderSimulator();
  messenger = messengerOf(simulator);
});
afterEach(() => simulator.close());

function view() {
  return simulator.orderView("order-1");
}

test("the person sees items, prices in reais, buttons and status", async () => {
  await messenger.send(fullDetails);
  expect(view()).toEqual({
    body: "Your order",
    footer: "Thank you",
    headerImage: "https://example.com/cake.png",
    headerText: null,
    headerDocument: null,
    template: null,
    items: [
      { name: "Cake", quantity: "2", price: "R$ 500,00", usualPrice: null, total: "R$ 1.000,00" },
      { name: "Tea", quantity: "3", price: "R$ 76,52", usualPrice: "R$ 90,00", total: "R$ 229,56" },
    ],
    subtotal: "R$ 1.229,56",
    tax: null,
    shipping: { amount: "R$ 20,00", description: "by bike" },
    discount: { amount: "R$ 10,00", description: "for you" },
    total: "R$ 1.239,56",
    buttons: [
      { type: "pix_dynamic_code", text: "Copy Pix code", isEnabled: true },
      { type: "payment_link", text: "Open payment link", isEnabled: true },
      { type: "boleto", text: "Copy Boleto code", isEnabled: true },
      { type: "offsite_card_pay", text: "Review payment", isEnabled: true },
    ],
    expiration: "The offer ends",
    isExpired: false,
    status: "pending",
    description: null,
    isPaid: false,
  });
});

test("a tax is shown unless it is zero", async () => {
  const taxed = replaceAt(fullDetails, `${parametersPath}.order.tax`, { value: 1n, offset: 100n });
  await messenger.send(replaceAt(taxed, `${parametersPath}.total_amount.value`, 123957n));
  expect([view().tax, view().total]).toEqual([{ amount: "R$ 0,01", description: null }, "R$ 1.239,57"]);
});

test("without an order, the person only sees the total", async () => {
  const bare = replaceAt(replaceAt(fullDetails, `${parametersPath}.order`, undefined), "interactive.header", undefined);
  await messenger.send(replaceAt(bare, "interactive.footer", undefined));
  const none = { subtotal: null, tax: null, shipping: null, discount: null, expiration: null };
  expect(view()).toMatchObject({ ...none, items: [], headerImage: null, footer: null, total: "R$ 1.239,56" });
});

test("every digit of an amount is shown", async () => {
  const bare = replaceAt(replaceAt(fullDetails, `${parametersPath}.order`, undefined), "interactive.header", undefined);
  await messenger.send(replaceAt(bare, `${parametersPath}.total_amount.value`, 2n ** 63n - 1n));
  expect(view().total).toBe("R$ 92.233.720.368.547.758,07");
});

test("buttons are disabled exactly at expiry", async () => {
  await messenger.send(fullDetails);
  const isEnabled = (): readonly boolean[] => [...new Set(view().buttons.map((button) => button.isEnabled))];
  simulator.advanceClock(86_699_999);
  expect([view().isExpired, isEnabled()]).toEqual([false, [true]]);
  simulator.advanceClock(1);
  expect([view().isExpired, isEnabled()]).toEqual([true, [false]]);
});

test("a paid order has a label and disabled buttons", async () => {
  await messenger.send(fullDetails);
  await messenger.status({ payment: { status: "captured" }, order: { status: "processing", description: "baking" } });
  expect(view()).toMatchObject({ isPaid: true, status: "processing", description: "baking" });
  expect(view().buttons.some((button) => button.isEnabled)).toBe(false);
  await messenger.status({ payment: { status: "failed" } });
  expect(view().isPaid).toBe(false);
});

test("the control API returns the same view", async () => {
  await messenger.send(fullDetails);
  const { json } = await sendHttp(`${simulator.controlUrl}/orders/order-1/view`);
  expect(json).toEqual(view());
  expect((await sendHttp(`${simulator.controlUrl}/orders/order-2/view`)).status).toBe(404);
});

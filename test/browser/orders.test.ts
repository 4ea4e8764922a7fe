import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import type { Page } from "playwright-core";
import { fullDetails, messengerOf, parametersPath, person, replaceAt } from "../../simulator/src/testing/orders";
import { startReceiver, type Receiver } from "../../simulator/src/testing/receiver";
import { BrowserFixture } from "./support/browser-fixture";
import { deliveriesOf, openView, phoneOf, waitForText } from "./support/page-actions";

const the = new BrowserFixture();
let simulator: Simulator;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  simulator = await startSimulator({
    seed: { people: [{ name: "Bia Souza", waId: person }], conversations: [{ person }] },
    webhook: { url: receiver.url, verifyToken: "a" },
  });
});
afterEach(async () => {
  await simulator.close();
  await receiver.close();
});

/** Sends an order to the phone of an open page. Returns the id of the message. */
async function sendOrder(page: Page): Promise<string> {
  await phoneOf(page, "Bia Souza").waitFor();
  const details = replaceAt(fullDetails, `${parametersPath}.order.expiration`, undefined);
  return messengerOf(simulator).sendAccepted(details);
}

async function openOrder(page: Page): Promise<void> {
  await phoneOf(page, "Bia Souza").getByRole("button", { name: "Review and pay order-1" }).click();
}

/** Status of the payment of each order, as the business knows it. */
function storedPayments(): readonly unknown[] {
  return simulator.orders().map(({ payment }) => payment);
}

test("an order arrives, is paid by card, and its status follows", async () => {
  const page = await the.open(simulator.controlUrl);
  await sendOrder(page);
  const phone = phoneOf(page, "Bia Souza");
  await waitForText(phone.getByRole("listitem"), /Order order-1\s*2 items · R\$ 1\.239,56/);
  await openOrder(page);
  const order = page.getByRole("dialog", { name: "Order order-1" });
  await waitForText(order.getByRole("listitem"), /Cake.*2 ×\s+R\$ 500,00/);
  await order.getByRole("button", { name: "Pay with the stored card" }).click();
  await waitForText(phone.getByRole("listitem"), "Paid order order-1");
  await order.getByRole("button", { name: "Close" }).click();
  await waitForText(deliveriesOf(page).getByRole("heading"), "Payment of an order delivered");

  await messengerOf(simulator).status({ payment: { status: "captured", timestamp: 1_722_445_231n } });
  await waitForText(phone.getByRole("listitem"), "payment captured");
  await openOrder(page);
  await waitForText(order, "paid");
  expect(storedPayments()).toEqual(["captured"]);
  await order.getByRole("button", { name: "Close" }).click();
  await openView(page, "Content");
  await page.getByRole("heading", { name: "order-1 pending payment captured" }).waitFor();
});

test("a declined order becomes a reply and stays unpaid", async () => {
  const page = await the.open(simulator.controlUrl);
  const id = await sendOrder(page);
  await openOrder(page);
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  const phone = phoneOf(page, "Bia Souza");
  await waitForText(phone, "Reply to order order-1");
  await page.keyboard.type("Não quero mais");
  await page.keyboard.press("Enter");
  await waitForText(phone.getByRole("listitem"), /Reply to an order\s*Não quero mais/);
  await waitForText(deliveriesOf(page).getByRole("heading"), "Message: Não quero mais delivered");
  expect(simulator.state().receivedMessages).toMatchObject([
    { content: { text: { body: "Não quero mais" }, context: { id } } },
  ]);
  expect(storedPayments()).toEqual([null]);
});

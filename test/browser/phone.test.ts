import { createHmac } from "node:crypto";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { startReceiver, type ReceivedWebhook, type Receiver } from "../../simulator/src/testing/receiver";
import { BrowserFixture } from "./support/browser-fixture";
import {
  deliveriesOf,
  loadExample,
  openView,
  phoneOf,
  subscribeWebhook,
  tabTo,
  waitForText,
} from "./support/page-actions";

const the = new BrowserFixture();
let simulator: Simulator;
let receiver: Receiver;
beforeEach(async () => {
  simulator = await startSimulator();
  receiver = await startReceiver();
});
afterEach(async () => {
  await simulator.close();
  await receiver.close();
});

interface MessagePayload {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly value: {
        readonly messages: readonly {
          readonly text: { readonly body: string };
          readonly referral?: { readonly source_id: string };
        }[];
      };
    }[];
  }[];
}

/** Text of a received message, and the ad that it refers to. */
function readMessage({ json }: ReceivedWebhook) {
  const [message] = (json as unknown as MessagePayload).entry[0]?.changes[0]?.value.messages ?? [];
  return [message?.text.body, message?.referral?.source_id];
}

function storedTexts(): readonly unknown[] {
  return simulator.state().receivedMessages.map(({ content }) => content["text"]);
}

test("an ad, its quick reply and a message reach the webhook", async () => {
  const page = await the.open(simulator.controlUrl);
  await loadExample(page);
  await subscribeWebhook(page, receiver.url, "only between us");
  expect(receiver.handshakes).toMatchObject([{ "hub.verify_token": "only between us" }]);
  await openView(page, "Phone");
  await page.getByRole("button", { name: "Bolos de aniversário" }).click();
  const phone = phoneOf(page, "Bia Souza");
  await waitForText(phone.getByRole("log"), "Aqui é a Confeitaria da Ana.");
  expect(await phone.getByLabel("Message").inputValue()).toBe("Olá! Quero encomendar um bolo.");
  await phone.getByRole("button", { name: "Ver o cardápio" }).click();
  const deliveries = deliveriesOf(page);
  await waitForText(deliveries.getByRole("option"), /Message: Ver o cardápio/);
  await phone.getByLabel("Message").fill("Tem de *cenoura*?");
  await phone.getByRole("button", { name: "Send" }).click();
  await waitForText(phone.getByRole("listitem"), /^You: Tem de cenoura\?/);
  await waitForText(deliveries.getByRole("heading"), "Message: Tem de *cenoura*? delivered");

  expect(receiver.received.map(readMessage)).toEqual([
    ["Ver o cardápio", "120210000000000001"],
    ["Tem de *cenoura*?", undefined],
  ]);
  expect(storedTexts()).toEqual([{ body: "Ver o cardápio" }, { body: "Tem de *cenoura*?" }]);
  const last = receiver.received.at(-1)?.bytes ?? "";
  const signature = createHmac("sha256", simulator.appSecret).update(last).digest("hex");
  await waitForText(deliveries.getByRole("definition"), `sha256=${signature}`);
});

test("the keyboard alone takes an ad to the webhook", async () => {
  const page = await the.open(simulator.controlUrl);
  const press = async (name: string): Promise<void> => {
    await tabTo(page, page.getByRole("button", { name }));
    await page.keyboard.press("Enter");
  };
  const openLink = async (name: string): Promise<void> => {
    await tabTo(page, page.getByRole("link", { name, exact: true }));
    await page.keyboard.press("Enter");
  };
  const type = async (label: string, text: string): Promise<void> => {
    await tabTo(page, page.getByLabel(label));
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  };
  await press("Load the example");
  await openLink("Webhooks");
  await type("Address", receiver.url);
  await type("Verify token", "a");
  await page.keyboard.press("Enter");
  await page.getByText(`Subscribed: ${receiver.url}`).waitFor();
  await openLink("Phone");
  await press("Bolos de aniversário");
  await press("Ver o cardápio");
  await waitForText(deliveriesOf(page).getByRole("option"), "Message: Ver o cardápio");
  await type("Message", "Oi");
  await page.keyboard.press("Enter");
  await waitForText(deliveriesOf(page).getByRole("heading"), "Message: Oi delivered");
  expect(receiver.received.map(readMessage)).toEqual([
    ["Ver o cardápio", "120210000000000001"],
    ["Oi", undefined],
  ]);
});

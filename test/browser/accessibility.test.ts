import type { Page } from "playwright-core";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { startReceiver, type Receiver } from "../../simulator/src/testing/receiver";
import { findViolations } from "./support/accessibility";
import { BrowserFixture } from "./support/browser-fixture";
import { openDetails, openView, phoneOf, type View, waitForText } from "./support/page-actions";
import { populate } from "./support/populate";

const the = new BrowserFixture();
let simulator: Simulator;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  receiver.replies.push(200, 500);
  simulator = await startSimulator({ webhook: { url: receiver.url, verifyToken: "a", retryAfterMs: [1] } });
  await populate(simulator);
});
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

async function openAt(view: View): Promise<Page> {
  const page = await the.open(simulator.controlUrl);
  await openView(page, view);
  return page;
}

test("the chat, its ads and its deliveries are accessible", async () => {
  const page = await openAt("Phone");
  await waitForText(phoneOf(page, "Bia Souza").getByRole("listitem"), "payment captured");
  await page.getByRole("button", { name: "Bolos de aniversário" }).click();
  await page.getByRole("button", { name: "Endereço" }).waitFor();
  await waitForText(page.getByRole("option"), "delivered, 2 attempts");
  expect(await findViolations(page)).toEqual([]);
});

test("an order and the reply to it are accessible", async () => {
  const page = await openAt("Phone");
  await page.getByRole("button", { name: "Review and pay order-1" }).click();
  const dialog = page.getByRole("dialog");
  await waitForText(dialog.getByRole("listitem"), "Cake");
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("button", { name: "Cancel reply" }).waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test("the log of calls and a call are accessible", async () => {
  const page = await openAt("API calls");
  await page.getByRole("option", { name: "503" }).click();
  await page.getByRole("region", { name: "Body" }).waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test("the content with its JSON is accessible", async () => {
  const page = await openAt("Content");
  await openDetails(page);
  expect(await findViolations(page)).toEqual([]);
});

test("webhooks and their deliveries are accessible", async () => {
  const page = await openAt("Webhooks");
  await page.getByText("Subscribe another webhook").click();
  await page.getByRole("option").first().click();
  expect(await findViolations(page)).toEqual([]);
});

test("fault rules and the error of an invalid one are accessible", async () => {
  const page = await openAt("Faults");
  await page.getByText("Write a rule").click();
  await page.getByRole("textbox").fill("{");
  await page.getByRole("button", { name: "Add the rule" }).click();
  await page.getByRole("alert").getByRole("paragraph").waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test("settings and the question before a reset are accessible", async () => {
  const page = await openAt("Settings");
  await openDetails(page);
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("dialog").waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test("views without content are accessible", async () => {
  const empty = await startSimulator();
  const page = await the.open(empty.controlUrl);
  for (const view of ["Phone", "API calls", "Content", "Webhooks", "Faults"] as const) {
    await openView(page, view);
    expect([view, await findViolations(page)]).toEqual([view, []]);
  }
  await page.close();
  await empty.close();
});

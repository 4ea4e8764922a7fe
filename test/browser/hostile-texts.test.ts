import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { sendHttp } from "../../simulator/src/testing/http";
import { messengerOf, person } from "../../simulator/src/testing/orders";
import { isTooWide } from "./support/accessibility";
import { BrowserFixture } from "./support/browser-fixture";
import { hostileOrder, hostileSeed, hostileTexts, joinedText } from "./support/hostile-content";
import { openDetails, openView, waitForText } from "./support/page-actions";

const the = new BrowserFixture();
let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ seed: hostileSeed });
  await messengerOf(simulator).sendAccepted(hostileOrder);
});
afterEach(() => simulator.close());

/** Elements and attributes that the page does not have unless a text became HTML. */
const injected = `img, iframe, object, embed, svg, base, style, script:not([src="/ui/app.js"]), [onerror], [onload], [onclick],
  [onfocus], a[href^="javascript" i], a[href^="data" i]`;

async function expectOnlyText(page: Page): Promise<void> {
  await openDetails(page);
  expect(await page.locator(injected).evaluateAll((elements) => elements.map(String))).toEqual([]);
}

/** Waits until the page shows each text. Formatting such as * and line breaks may be shown in another way. */
async function expectShown(page: Page): Promise<void> {
  const main = page.getByRole("main");
  for (const text of hostileTexts) await waitForText(main, text);
}

test("hostile names and texts are text in the content", async () => {
  const page = await the.open(simulator.controlUrl);
  await openView(page, "Content");
  await expectShown(page);
  await expectOnlyText(page);
  for (const heading of ["Sequences", "Ads", "Creatives", "Orders", "Templates", "People"]) {
    await page.getByRole("heading", { level: 2, name: heading }).waitFor();
  }
});

test("hostile texts are text in chat, order and deliveries", async () => {
  const page = await the.open(simulator.controlUrl);
  await page.getByLabel("Person").selectOption(person);
  await page.getByRole("region", { name: "Ads" }).getByRole("button").first().click();
  await page.getByRole("list", { name: "Quick replies" }).getByRole("button").first().waitFor();
  await expectShown(page);
  await expectOnlyText(page);
  const quickReplies = page.getByRole("list", { name: "Quick replies" });
  for (const [index] of hostileTexts.entries()) {
    await page.getByRole("region", { name: "Ads" }).getByRole("button").first().click();
    await quickReplies.getByRole("button").nth(index).click();
    await quickReplies.waitFor({ state: "detached" });
  }
  await page.getByLabel("Message").fill(joinedText);
  await page.getByRole("button", { name: "Send" }).click();
  const sent = page
    .getByRole("log")
    .getByRole("listitem")
    .filter({ hasText: /^You: / });
  await sent.nth(hostileTexts.length).waitFor();
  await waitForText(page.getByRole("region", { name: "Payload" }), '"body": "hostile ');
  await page.getByRole("button", { name: "Review and pay" }).click();
  await waitForText(page.getByRole("dialog").getByRole("listitem").first(), "×");
  await expectOnlyText(page);
  expect(simulator.state().receivedMessages).toHaveLength(hostileTexts.length + 1);
});

/** Header values have no other characters. */
function asciiOf(text: string): string {
  return text.replaceAll(/[^ -~]/g, "");
}

test("hostile requests are text in the log of calls", async () => {
  for (const text of hostileTexts) {
    const encoded = encodeURIComponent(text);
    await sendHttp(`${simulator.url}/v25.0/${encoded}?name=${encoded}`, {
      method: "POST",
      headers: { "content-type": "text/plain", "x-text": asciiOf(text) },
      body: text,
    });
  }
  const page = await the.open(simulator.controlUrl);
  await openView(page, "API calls");
  await page.getByRole("option").nth(hostileTexts.length).waitFor();
  const details = page.getByRole("region", { name: "Details" });
  for (const [index, text] of hostileTexts.entries()) {
    await page
      .getByRole("option")
      .nth(index + 1)
      .click();
    await waitForText(details.getByRole("region", { name: "Headers" }), JSON.stringify(asciiOf(text)));
    await expectOnlyText(page);
  }
});

test("texts without spaces fit into a page of 360 pixels", async () => {
  const page = await the.open(simulator.controlUrl);
  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByLabel("Person").selectOption(person);
  await page.getByRole("button", { name: "Review and pay" }).click();
  const dialog = page.getByRole("dialog");
  await waitForText(dialog, "Subtotal");
  expect([await isTooWide(page), await isTooWide(dialog)]).toEqual([false, false]);
  await dialog.getByRole("button", { name: "Close" }).click();
  await openView(page, "Content");
  await openDetails(page);
  expect(await isTooWide(page)).toBe(false);
});

test("hostile payloads and responses are text in the deliveries", async () => {
  const receiver = createServer((request, response) => {
    request.resume();
    const challenge = new URL(request.url ?? "/", "http://localhost").searchParams.get("hub.challenge");
    response.writeHead(200, { "content-type": "text/html" }).end(challenge ?? joinedText);
  });
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  const { port } = receiver.address() as AddressInfo;
  await simulator.setWebhook({ url: `http://127.0.0.1:${port}/?"><script>`, verifyToken: joinedText });
  await simulator.writeMessage(joinedText, { person: { waId: person } });
  await simulator.deliver({ [joinedText]: hostileTexts });
  const page = await the.open(simulator.controlUrl);
  await openView(page, "Webhooks");
  for (const name of ["Message: hostile", "Payload"]) {
    await page.getByRole("option", { name }).click();
    await waitForText(page.getByRole("article").getByRole("listitem"), joinedText);
    await expectOnlyText(page);
  }
  receiver.close();
  receiver.closeAllConnections();
});

test("hostile texts typed into the page are text", async () => {
  const page = await the.open(simulator.controlUrl);
  await openView(page, "Content");
  await page.getByText("Add a person").click();
  await page.getByLabel("Name", { exact: true }).fill(`${joinedText} typed`);
  await page.getByLabel("Number or @username").fill("5511900000001");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await waitForText(page.getByRole("status"), `${joinedText} typed can now tap ads`);
  await page.getByLabel("Name", { exact: true }).fill("b");
  await page.getByLabel("Number or @username").fill(joinedText);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await waitForText(page.getByRole("alert"), "must be");
  await expectOnlyText(page);
  await openView(page, "Faults");
  await page.getByText("Write a rule").click();
  await page.getByRole("textbox").fill(JSON.stringify({ effect: { kind: joinedText } }));
  await page.getByRole("button", { name: "Add the rule" }).click();
  await waitForText(page.getByRole("alert"), "effect");
  await expectOnlyText(page);
  await openView(page, "API calls");
  await page.getByRole("searchbox").fill(joinedText);
  await page.getByText("No call matches the filter.").waitFor();
  await expectOnlyText(page);
});

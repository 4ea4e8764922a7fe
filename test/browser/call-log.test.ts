import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { BrowserFixture } from "./support/browser-fixture";
import { openView, waitForText } from "./support/page-actions";

const the = new BrowserFixture();
let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const calls = 2_000;
/** Sends requests over connections that stay open, fifty at a time. */
async function sendCalls(): Promise<void> {
  const url = `${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences`;
  const headers = { authorization: `Bearer ${simulator.accessToken}` };
  const send = async (): Promise<string> => (await fetch(url, { headers })).text();
  for (let sent = 0; sent < calls; sent += 50) await Promise.all(Array.from({ length: 50 }, send));
}

/** Elements of the page at most, whatever the number of calls. */
const mostElements = 500;

test("the log of 2,000 calls renders few rows and answers clicks", async () => {
  const page = await the.open(simulator.controlUrl);
  await openView(page, "API calls");
  await sendCalls();
  await waitForText(page.getByRole("navigation"), "2,000");
  const rows = page.getByRole("listbox", { name: "API calls" }).getByRole("option");
  const last = page.locator("[aria-posinset='2000'][aria-setsize='2000']");
  await last.waitFor();
  expect(await page.locator("*").count()).toBeLessThan(mostElements);

  await last.click();
  const details = page.getByRole("region", { name: "Details" });
  await waitForText(details.getByRole("heading", { level: 2 }), "GET /");
  await page.keyboard.press("Home");
  await page.locator("[aria-posinset='1'][aria-selected='true']").waitFor();
  expect(await last.count()).toBe(0);
  expect(await rows.count()).toBeLessThan(100);
  await page.getByRole("searchbox").fill("delete");
  await page.getByText("No call matches the filter.").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("No calls yet.").waitFor();
  expect(simulator.journal()).toEqual([]);
});

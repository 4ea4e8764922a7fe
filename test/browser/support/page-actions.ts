import type { Locator, Page } from "playwright-core";

/** Waits until an element contains a text. */
export async function waitForText(locator: Locator, text: string | RegExp): Promise<void> {
  await locator.filter({ hasText: text }).waitFor();
}

export type View = "Phone" | "API calls" | "Content" | "Webhooks" | "Faults" | "Settings";

/** Opens a view of the simulator's page. */
export async function openView(page: Page, view: View): Promise<void> {
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
  await page.getByRole("heading", { level: 1, name: view }).waitFor();
}

/** Opens all folded parts. */
export async function openDetails(page: Page): Promise<void> {
  const folded = page.locator("details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

export async function loadExample(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Load the example" }).click();
  await waitForText(page.getByRole("status"), "Example loaded.");
}

export async function subscribeWebhook(page: Page, url: string, verifyToken: string): Promise<void> {
  await openView(page, "Webhooks");
  await page.getByLabel("Address").fill(url);
  await page.getByLabel("Verify token").fill(verifyToken);
  await page.getByRole("button", { name: "Subscribe", exact: true }).click();
  await page.getByText(`Subscribed: ${url}`).waitFor();
}

export function phoneOf(page: Page, person: string): Locator {
  return page.getByRole("region", { name: `Phone of ${person}` });
}

/** The deliveries beside the phone. */
export function deliveriesOf(page: Page): Locator {
  return page.getByRole("region", { name: "Webhook deliveries" });
}

/** Tab presses at most; a page has fewer controls. */
const mostTabs = 80;

/** Presses Tab until the focus is on an element. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const focused = target.and(page.locator(":focus"));
  for (let presses = 0; presses < mostTabs; presses += 1) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${mostTabs} presses of Tab do not reach ${String(target)}`);
}

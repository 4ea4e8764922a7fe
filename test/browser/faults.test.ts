import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";
import { BrowserFixture } from "./support/browser-fixture";
import { openView, waitForText } from "./support/page-actions";

const the = new ProjectFixture();
const browser = new BrowserFixture();

test("a fault of the page breaks up, and disabling it fixes up", async () => {
  const { meta } = the.account;
  the.project.program(sequenceProgram());
  const stack = await the.project.stack();
  const page = await browser.open(meta.controlUrl);
  await openView(page, "Faults");
  await page.getByRole("button", { name: "Expired token" }).click();
  await waitForText(page.getByRole("listitem"), "Affected 0 requests.");
  await expect(the.up(stack)).rejects.toThrow("Meta refused: The access token has expired (code 190");
  await waitForText(page.getByRole("listitem"), /Affected [1-9]\d* requests?\./);
  expect(meta.sequences()).toEqual([]);

  await page.getByRole("switch", { name: "Enabled" }).click();
  await page.getByRole("switch", { name: "Enabled", checked: false }).waitFor();
  expect(meta.faults.list()).toMatchObject([{ isEnabled: false }]);
  await the.up(stack);
  expect(meta.sequences()).toMatchObject([{ name: "driver-signup" }]);
  await openView(page, "Content");
  await page.getByRole("heading", { name: "driver-signup" }).waitFor();
});

import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { BrowserFixture } from "./support/browser-fixture";
import { loadExample, openView, phoneOf, waitForText } from "./support/page-actions";

const the = new BrowserFixture();
let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

test("a change in one tab appears in another without a reload", async () => {
  const [one, other] = [await the.open(simulator.controlUrl), await the.open(simulator.controlUrl)];
  await other.evaluate("window.isSamePage = true");
  await loadExample(one);
  await other.getByRole("button", { name: "Bolos de aniversário" }).click();
  await phoneOf(other, "Bia Souza").getByRole("button", { name: "Onde fica a loja?" }).click();
  await waitForText(phoneOf(one, "Bia Souza").getByRole("listitem"), /^You: Onde fica a loja\?/);

  await openView(one, "Content");
  await one.getByLabel("Status of Bolos de aniversário").selectOption("PAUSED");
  const ad = other.getByRole("button", { name: "Bolos de aniversário" });
  await waitForText(ad, "paused, not shown");
  expect(simulator.ads()).toMatchObject([{ status: "PAUSED" }, { status: "PAUSED" }]);

  await openView(one, "Faults");
  await openView(other, "Faults");
  await one.getByRole("button", { name: "Outage" }).click();
  await other.getByRole("switch", { name: "Enabled" }).click();
  await one.getByRole("switch", { name: "Enabled", checked: false }).waitFor();
  expect(simulator.faults.list()).toMatchObject([{ isEnabled: false }]);

  await openView(one, "Settings");
  await one.getByLabel("Time in UTC").fill("2031-05-06T07:08");
  await one.getByRole("button", { name: "Set", exact: true }).click();
  await waitForText(other.getByRole("banner"), "2031-05-06 07:08");
  expect(await other.evaluate("window.isSamePage")).toBe(true);
});

test("a method of the simulator changes open pages", async () => {
  const page = await the.open(simulator.controlUrl);
  await loadExample(page);
  await openView(page, "Content");
  const [sequence] = simulator.sequences();
  simulator.editSequence(sequence?.id ?? "", { name: "Doces da Bia" });
  await page.getByRole("heading", { name: "Doces da Bia" }).waitFor();
  simulator.reset();
  await page.getByRole("button", { name: "Load the example" }).waitFor();
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { coverage, startSimulator } from "./index";
import { coverageMarkdown } from "./coverage";
import { effectsMarkdown } from "./faults/kinds";
import { routes } from "./routes/table";
import { clientOf, errorCodesOf, greeting } from "./testing/client";

function templatePath(row: { readonly method: string }, path: string): string {
  return `${row.method} ${path}`;
}

test("the coverage table matches the routes", () => {
  const supported = coverage.filter((row) => row.status === "supported").map((row) => templatePath(row, row.route));
  expect(supported.sort()).toEqual(routes.map((route) => templatePath(route, route.template)).sort());
});

test("a missing route answers like an unknown path", async () => {
  const simulator = await startSimulator();
  const { creativeId } = simulator.addAd({ sequenceId: simulator.addSequence({ name: "a", content: greeting }) });
  const ids = new Map([
    ["WABA_ID", simulator.wabaId],
    ["PAGE_ID", simulator.pageId],
    ["PHONE_NUMBER_ID", simulator.phoneNumberId],
    ["AD_ACCOUNT_ID", simulator.adAccountId],
    ["CREATIVE_ID", creativeId],
  ]);
  for (const row of coverage.filter(({ status }) => status === "not simulated")) {
    const path = row.route.replace(/<(\w+)>/g, (_all, name: string) => ids.get(name) ?? "");
    expect([row.route, ...errorCodesOf(await clientOf(simulator).call(row.method, path))]).toEqual([
      row.route,
      400,
      2500,
      undefined,
    ]);
  }
  await simulator.close();
});

test.each([
  ["routes", "simulator-routes.md", coverageMarkdown()],
  ["effects", "simulator-faults.md", effectsMarkdown()],
])("the table of %s equals the one in docs/%s", (_name, page, table) => {
  const removePadding = (text: string): string => text.replace(/ *\| */g, "|").replace(/-{3,}/g, "---");
  const text = readFileSync(join(__dirname, "../../docs", page), "utf8");
  expect(removePadding(text)).toContain(removePadding(table));
});

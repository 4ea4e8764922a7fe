import { checkProcessProperties } from "./process-property";

test("a hundred scenarios in the SDK's provider processes lose nothing", async () => {
  const statistics = await checkProcessProperties(4, 104);
  statistics.print();
  expect(statistics.cases).toBeGreaterThanOrEqual(100);
}, 600_000);

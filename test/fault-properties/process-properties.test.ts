import { checkProcessProperties } from "./process-property";

test("random faults lose no sequence in the SDK's provider process", async () => {
  const statistics = await checkProcessProperties(2, 12);
  expect(statistics.cases).toBeGreaterThanOrEqual(12);
});

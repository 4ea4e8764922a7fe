import { checkProcessProperties } from "./process-property";

test("the same holds in the SDK's own provider process, on the real clock", async () => {
  const statistics = await checkProcessProperties(2, 12);
  expect(statistics.cases).toBeGreaterThanOrEqual(12);
});

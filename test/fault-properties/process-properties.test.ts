import { checkProcessProperties } from "./process-property";

test("the same holds in the SDK's own provider process, on the real clock", async () => {
  const tally = await checkProcessProperties(2, 12);
  expect(tally.cases).toBeGreaterThanOrEqual(12);
});

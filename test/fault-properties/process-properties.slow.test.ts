import { checkProcessProperties } from "./process-property";

test("a hundred cases in the SDK's own provider processes lose nothing", async () => {
  const tally = await checkProcessProperties(4, 104);
  tally.print();
  expect(tally.cases).toBeGreaterThanOrEqual(100);
}, 600_000);

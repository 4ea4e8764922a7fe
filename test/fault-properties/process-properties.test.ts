import { checkProcessProperties } from "./process-property";
import { runs } from "./settings";

test("the same holds in the SDK's own provider process, on the real clock", async () => {
  const tally = await checkProcessProperties(2, runs(12));
  expect(tally.cases).toBeGreaterThanOrEqual(runs(12));
});

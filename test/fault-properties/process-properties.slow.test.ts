import { checkProcessProperties } from "./process-property";
import { runs } from "./settings";

test("a hundred cases in the SDK's own provider processes lose nothing", async () => {
  const tally = await checkProcessProperties(4, runs(104));
  tally.print();
  expect(tally.cases).toBeGreaterThanOrEqual(Math.min(100, runs(104)));
}, 600_000);

import { checkEngineProperties } from "./property";

test("thousands of stack lives keep a valid checkpoint and every row", async () => {
  await checkEngineProperties(2_000);
}, 7_200_000);

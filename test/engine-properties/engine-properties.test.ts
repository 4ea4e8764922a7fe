import { checkEngineProperties } from "./property";

test("stack lives keep a valid checkpoint and every row", async () => {
  await checkEngineProperties(20);
});

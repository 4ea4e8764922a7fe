import { checkEngineProperties } from "./property";

test("over thousands of lives of a stack, the state stays a valid checkpoint and no row is lost", async () => {
  await checkEngineProperties(2_000);
}, 7_200_000);

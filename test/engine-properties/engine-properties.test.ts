import { checkEngineProperties } from "./property";

test("whatever happens, the state is a valid checkpoint and every row is in it or named in an error", async () => {
  await checkEngineProperties(20);
});

import { maxContentBytes } from "../schema/limits";
import { unsendableIn } from "./check";

test("what fits exactly can be sent, a byte more cannot", () => {
  const around = JSON.stringify({ text: "" }).length;
  expect(unsendableIn({ text: "x".repeat(maxContentBytes - around) })).toBeUndefined();
  expect(unsendableIn({ text: "x".repeat(maxContentBytes - around + 1) })?.reason).toBe(
    `are ${maxContentBytes + 1} bytes together; at most ${maxContentBytes} are sent`,
  );
});

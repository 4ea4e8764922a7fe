import { maxContentBytes } from "../../schema/limits";
import { unsendableIn } from "../complaints";

test("what fits exactly can be sent, a byte more cannot", () => {
  const around = JSON.stringify({ text: "" }).length;
  expect(unsendableIn({ text: "x".repeat(maxContentBytes - around) }, "text")).toBeUndefined();
  expect(unsendableIn({ text: "x".repeat(maxContentBytes - around + 1) }, "text")?.reason).toBe(
    `are ${maxContentBytes + 1} bytes together; at most ${maxContentBytes} are sent`,
  );
});

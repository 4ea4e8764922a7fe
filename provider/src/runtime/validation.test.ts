import { maxContentBytes } from "../schema/limits";
import { findUnsendable } from "./validation";

test("content at the limit can be sent, one byte more cannot", () => {
  const around = JSON.stringify({ text: "" }).length;
  expect(findUnsendable({ text: "x".repeat(maxContentBytes - around) }, "text")).toBeUndefined();
  expect(findUnsendable({ text: "x".repeat(maxContentBytes - around + 1) }, "text")?.reason).toBe(
    `are ${maxContentBytes + 1} bytes together; at most ${maxContentBytes} are sent`,
  );
});

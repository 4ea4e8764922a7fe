import { maxContentBytes } from "../schema/limits";
import { findUnsendable, listPaths } from "./validation";

test("content at the limit can be sent, one byte more cannot", () => {
  const around = JSON.stringify({ text: "" }).length;
  expect(findUnsendable({ text: "x".repeat(maxContentBytes - around) }, "text")).toBeUndefined();
  expect(findUnsendable({ text: "x".repeat(maxContentBytes - around + 1) }, "text")?.reason).toBe(
    `are ${maxContentBytes + 1} bytes together; at most ${maxContentBytes} are sent`,
  );
});

test("a sentence lists five paths and counts the others", () => {
  const paths = ["a", "b", "c", "d", "e"];
  expect(listPaths(paths)).toBe("a, b, c, d, e");
  expect(listPaths([...paths, "f"])).toBe("a, b, c, d, e and 1 more");
  expect(listPaths([...paths, "f", "g"])).toBe("a, b, c, d, e and 2 more");
});

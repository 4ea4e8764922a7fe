import { Deadline } from "./clock";

test("starts a wait only if it ends before the deadline", async () => {
  let nowMs = 500;
  const deadline = new Deadline({ nowMs: () => nowMs, sleep: (ms) => Promise.resolve(void (nowMs += ms)) }, 1_000);
  expect(await deadline.sleep(1_000)).toBe(false);
  expect([nowMs, deadline.leftMs]).toEqual([500, 1_000]);
  expect(await deadline.sleep(999)).toBe(true);
  expect([nowMs, deadline.leftMs]).toEqual([1_499, 1]);
});

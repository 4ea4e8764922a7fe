import { editDistance, nearestName } from "./nearest-name";

test.each([
  ["wabaid", ["wabaId"], "wabaId"],
  ["wbaIdx", ["wabaId"], "wabaId"],
  ["waba", ["phoneNumberId", "wabaId"], "wabaId"],
  ["Version", ["accessToken", "graphApiVersion"], "graphApiVersion"],
  ["grap", ["accessToken", "graphApiVersion"], "graphApiVersion"],
])("%s means one of %j", (written, names, meant) => {
  expect(nearestName(written, names)).toBe(meant);
});

test.each([
  ["greeting", ["accessToken"]],
  ["ver", ["graphApiVersion"]],
  ["x", []],
])("%s means none of %j", (written, names) => {
  expect(nearestName(written, names)).toBeUndefined();
});

test("a text that is longer than any name has no distance", () => {
  expect(editDistance("a".repeat(64), "a")).toBe(63);
  expect(editDistance("a".repeat(65), "a")).toBe(Infinity);
});

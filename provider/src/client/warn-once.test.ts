import { warnOnce } from "./warn-once";

test("shows each text once", () => {
  const shown: string[] = [];
  const warn = warnOnce((text) => shown.push(text));
  for (const text of ["a", "b", "a", "b", "c"]) warn(text);
  expect(shown).toEqual(["a", "b", "c"]);
});

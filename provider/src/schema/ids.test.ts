import { resemblesUserId } from "./ids";

test.each(["BR.1", " br.x", "US.ENT.1"])("%j resembles a user id", (text) => {
  expect(resemblesUserId(text)).toBe(true);
});

test.each(["1BR.1", "1 BR.1", "B.1", "12.1", "BRA.1", "+55 11"])("%j does not", (text) => {
  expect(resemblesUserId(text)).toBe(false);
});

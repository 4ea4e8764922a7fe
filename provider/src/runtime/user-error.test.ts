import { UserError } from "./user-error";

test("what a user is told of holds no stack, in any form the runner prints", () => {
  const failure = new UserError("Could not.");
  expect(Object.keys(failure)).not.toContain("stack");
  expect(String(failure)).toBe("pulumi-whatsapp");
  expect(failure.stack).not.toMatch(/\n|\bat /);
});

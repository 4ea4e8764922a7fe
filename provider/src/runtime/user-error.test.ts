import { UserError } from "./user-error";

test("a user error contains no stack in any printed form", () => {
  const failure = new UserError("Could not.");
  expect(Object.keys(failure)).not.toContain("stack");
  expect(String(failure)).toBe("pulumi-whatsapp");
  expect(failure.stack).not.toMatch(/\n|\bat /);
});

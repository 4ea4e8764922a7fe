import { sandboxOrder } from ".";

test.each([
  [{ phoneNumberId: "1", referenceId: "r" }, 'order "r" (1/r)'],
  [{ phoneNumberId: 1, referenceId: null }, 'order "(not set)" ((not set)/(not set))'],
  [{ phoneNumberId: "1", referenceId: "r".repeat(90) }, `order "${"r".repeat(80)}" (1/${"r".repeat(80)})`],
])("an error names an unsent order: %j", (properties, target) => {
  expect(sandboxOrder.describeOperation("create", undefined, properties).target).toBe(target);
});

test("an error names a sent order by its id", () => {
  const { target, hints } = sandboxOrder.describeOperation("update", "1/r", { referenceId: "other" });
  expect(target).toBe('order "r" (1/r)');
  expect(hints["no-such-object"]).toMatch(/^Check that 1 is the id of a phone number/);
});

import { InvalidSelection, createSelection, type SelectionArgs } from "./selection";

function levelOf(args: SelectionArgs, id: string): string | undefined {
  return createSelection(args).rules.find(({ rule }) => rule.id === id)?.enforcementLevel;
}

test("enables the recommended rules and lists the others as disabled", () => {
  const { rules: selected, waivers } = createSelection();
  expect(levelOf({}, "whatsapp-no-placeholders")).toBe("mandatory");
  expect(levelOf({}, "whatsapp-naming")).toBe("disabled");
  expect(new Set(selected.map(({ rule }) => rule.id)).size).toBe(selected.length);
  expect(waivers).toEqual([]);
});

test("accepts levels, options or both as overrides", () => {
  const overrides: SelectionArgs["overrides"] = {
    "whatsapp-no-placeholders": "advisory",
    "whatsapp-naming": { pattern: "br-.*" },
    "whatsapp-max-sequences": { enforcementLevel: "advisory", max: 20 },
  };
  expect(levelOf({ overrides }, "whatsapp-no-placeholders")).toBe("advisory");
  expect(levelOf({ overrides }, "whatsapp-naming")).toBe("mandatory");
  const { rules: selected } = createSelection({ overrides });
  expect(selected.find(({ rule }) => rule.id === "whatsapp-max-sequences")).toMatchObject({
    enforcementLevel: "advisory",
    options: { max: 20 },
  });
});

test("reports all problems of a selection with their paths", () => {
  const messageFor = (args: unknown): string => {
    try {
      createSelection(args as SelectionArgs);
    } catch (error) {
      if (error instanceof InvalidSelection) return error.message;
    }
    throw new Error("the selection is valid");
  };
  const wrong = {
    preset: "best",
    overrides: { "whatsapp-naming": "loud", "whatsapp-nothing": "advisory" },
    waivers: [{ rule: "whatsapp-naming", resource: "a", reason: "because", expires: "soon" }],
  };
  for (const piece of [
    /preset: /,
    /overrides/,
    /whatsapp-nothing/,
    /waivers\[0\]\.reason: must explain the waiver/,
    /waivers\[0\]\.expires/,
  ]) {
    expect(messageFor(wrong)).toMatch(piece);
  }
  const options = {
    overrides: { "whatsapp-naming": { pattern: "(" }, "whatsapp-max-sequences": { max: 0, more: true } },
    waivers: [{ rule: "whatsapp-nothing", resource: "a", reason: "a good reason", expires: "2027-01-01" }],
  };
  for (const piece of [
    /overrides\.whatsapp-naming\.pattern: is not a regular expression/,
    /overrides\.whatsapp-max-sequences\.max: /,
    /overrides\.whatsapp-max-sequences\.more: /,
    /waivers\[0\]\.rule: there is no rule "whatsapp-nothing"/,
  ]) {
    expect(messageFor(options)).toMatch(piece);
  }
});

test("one invalid part does not hide problems of another", () => {
  const args = {
    overrides: { "whatsapp-naming": { pattern: null } },
    waivers: [{ rule: "whatsapp-nothing", resource: "a", reason: "a good reason", expires: "2027-02-30" }],
  };
  const wrong = (given: unknown) => (): unknown => createSelection(given as SelectionArgs);
  for (const piece of [
    /overrides\.whatsapp-naming\.pattern: /,
    /waivers\[0\]\.expires: /,
    /waivers\[0\]\.rule: there is no/,
  ]) {
    expect(wrong(args)).toThrow(piece);
  }
  expect(wrong(null)).toThrow(/^selection: must be an object/);
});

test("names the new id of a renamed rule", () => {
  const args = {
    overrides: { "whatsapp-tidy-ends": "advisory" },
    waivers: [{ rule: "whatsapp-nfc", resource: "a", reason: "a good reason", expires: "2027-01-01" }],
  };
  const select = () => createSelection(args as SelectionArgs);
  expect(select).toThrow(
    'overrides.whatsapp-tidy-ends: the rule "whatsapp-tidy-ends" was renamed to "whatsapp-no-surrounding-whitespace"',
  );
  expect(select).toThrow('waivers[0].rule: the rule "whatsapp-nfc" was renamed to "whatsapp-unicode-nfc"');
});

test("names the new key of the enforcement level", () => {
  const args: object = { overrides: { "whatsapp-max-links": { level: "advisory", max: 2 } } };
  expect(() => createSelection(args)).toThrow("overrides.whatsapp-max-links.level: was renamed to enforcementLevel");
});

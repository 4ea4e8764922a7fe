import { InvalidSelection, selection, type SelectionArgs } from "./selection";

function levelOf(args: SelectionArgs, id: string): string | undefined {
  return selection(args).selected.find(({ rule }) => rule.id === id)?.level;
}

test("without arguments the recommended rules are enabled, and every other rule is there, disabled", () => {
  const { selected, waivers } = selection();
  expect(levelOf({}, "whatsapp-no-placeholders")).toBe("mandatory");
  expect(levelOf({}, "whatsapp-naming")).toBe("disabled");
  expect(new Set(selected.map(({ rule }) => rule.id)).size).toBe(selected.length);
  expect(waivers).toEqual([]);
});

test("an override is a level, a level with options, or options alone, which enable the rule", () => {
  const overrides: SelectionArgs["overrides"] = {
    "whatsapp-no-placeholders": "advisory",
    "whatsapp-naming": { pattern: "br-.*" },
    "whatsapp-max-sequences": { level: "advisory", max: 20 },
  };
  expect(levelOf({ overrides }, "whatsapp-no-placeholders")).toBe("advisory");
  expect(levelOf({ overrides }, "whatsapp-naming")).toBe("mandatory");
  const { selected } = selection({ overrides });
  expect(selected.find(({ rule }) => rule.id === "whatsapp-max-sequences")).toMatchObject({
    level: "advisory",
    options: { max: 20 },
  });
});

test("everything that is wrong with a selection is told at once, with its path", () => {
  const told = (args: unknown): string => {
    try {
      selection(args as SelectionArgs);
    } catch (error) {
      if (error instanceof InvalidSelection) return error.message;
    }
    throw new Error("it was taken");
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
    /waivers\[0\]\.reason: must say why/,
    /waivers\[0\]\.expires/,
  ]) {
    expect(told(wrong)).toMatch(piece);
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
    expect(told(options)).toMatch(piece);
  }
});

test("a slip in one part hides none in another, and what is no object is named", () => {
  const args = {
    overrides: { "whatsapp-naming": { pattern: null } },
    waivers: [{ rule: "whatsapp-nothing", resource: "a", reason: "a good reason", expires: "2027-02-30" }],
  };
  const wrong = (given: unknown) => (): unknown => selection(given as SelectionArgs);
  for (const piece of [
    /overrides\.whatsapp-naming\.pattern: /,
    /waivers\[0\]\.expires: /,
    /waivers\[0\]\.rule: there is no/,
  ]) {
    expect(wrong(args)).toThrow(piece);
  }
  expect(wrong(null)).toThrow(/^selection: must be an object/);
});

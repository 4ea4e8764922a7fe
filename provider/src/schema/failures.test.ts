import { z } from "zod";
import { describeFailure, failuresOf } from "./index";
import { valueOf } from "./failures";

function failuresIn(schema: z.ZodType, input: unknown): string[] {
  return failuresOf(schema, input).map(describeFailure);
}

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test("a missing value is required, whatever its type", () => {
  expect(failuresIn(z.object({ count: z.number() }), {})).toEqual(["count: is required"]);
});

test("a value that is not allowed is named with the allowed ones", () => {
  const schema = z.object({ one: z.literal("a"), two: z.enum(["a", "b"]) });
  expect(failuresIn(schema, { two: "c" })).toEqual([
    'one: must be "a", but is missing',
    'two: must be one of "a", "b"',
  ]);
});

test("a rule may report an absent part", () => {
  const schema = z
    .object({ a: z.unknown().optional() })
    .refine(() => false, { path: ["a", "b"], message: "must be there" });
  expect([{}, { a: null }, { a: "text" }, { a: {} }].map((input) => failuresIn(schema, input))).toEqual(
    Array.from({ length: 4 }, () => ["a.b: must be there"]),
  );
  expect(failuresIn(schema, { a: unknown })).toEqual([]);
});

test("names the known keys where the schema defines them", () => {
  const part = z.strictObject({ title: z.string() });
  const given = { title: "x", titel: "y" };
  const hint = 'titel: is not known; did you mean "title"? (known here: title)';
  expect(failuresIn(z.object({ parts: z.array(part).nullish() }), { parts: [given] })).toEqual([`parts[0].${hint}`]);
  expect(failuresIn(z.record(z.string(), part), { any: given })).toEqual(["any.titel: is not known"]);
  expect(failuresIn(z.union([part]), given)).toEqual(["titel: is not known"]);
});

test.each([
  ["tex", "text"],
  ["tetx", "text"],
  ["xtext", "text"],
  ["texts", "text"],
  ["nmae", "name"],
  ["tixi", "text"],
  ["tiyi", "neither"],
  ["zz", "neither"],
  ["zixi", "neither"],
  ["zext-one-two", "neither"],
])("of the keys name and text, %s suggests %s", (key, meant) => {
  const hint = meant === "neither" ? "" : `; did you mean "${meant}"?`;
  expect(
    failuresIn(z.strictObject({ name: z.string().optional(), text: z.string().optional() }), { [key]: 1 }),
  ).toEqual([`${key}: is not known${hint} (known here: name, text)`]);
});

test("truncates an unusual key to eighty characters", () => {
  const key = ` ${"x".repeat(79)}`;
  const reason = "is not known (known here: name)";
  const schema = z.strictObject({ name: z.string().optional() });
  expect(failuresIn(schema, { [key]: 1 })).toEqual([`["${key}"]: ${reason}`]);
  expect(failuresIn(schema, { [`${key}y`]: 1 })).toEqual([`["${key}…"]: ${reason}`]);
});

test("an integer that a double cannot represent is called a number", () => {
  expect(failuresIn(z.object({ text: z.string() }), { text: 2n ** 60n })).toEqual([
    "text: must be a string, but is a number",
  ]);
});

test.each([
  ["", { text: 5 }, { text: 5 }],
  ["text", { text: 5 }, 5],
  ["iceBreakers[1].title", { iceBreakers: [{}, { title: 6 }] }, 6],
  ["iceBreakers[1].title", { iceBreakers: "How?" }, undefined],
  ['spec["a b"]', { spec: { "a b": 7 } }, undefined],
])("a failure at %j in %j is about a value", (path, input, value) => {
  expect(valueOf({ path, reason: "" }, input)).toEqual(value);
});

import { z } from "zod";
import { describeFailure, failuresOf } from "./index";

const said = (schema: z.ZodType, input: unknown): string[] => failuresOf(schema, input).map(describeFailure);

test("what is missing is required, whatever its type", () => {
  expect(said(z.object({ count: z.number() }), {})).toEqual(["count: is required"]);
});

test("a rule may speak of a part that is not there", () => {
  const schema = z
    .object({ a: z.unknown().optional() })
    .refine(() => false, { path: ["a", "b"], message: "must be there" });
  expect([{}, { a: null }, { a: "text" }, { a: {} }].map((input) => said(schema, input))).toEqual(
    Array.from({ length: 4 }, () => ["a.b: must be there"]),
  );
});

test("the keys that are known are named wherever the schema tells them, else the unknown one alone", () => {
  const part = z.strictObject({ title: z.string() });
  const given = { title: "x", titel: "y" };
  const hint = 'titel: is not known; did you mean "title"? (known here: title)';
  expect(said(z.object({ parts: z.array(part).nullish() }), { parts: [given] })).toEqual([`parts[0].${hint}`]);
  expect(said(z.record(z.string(), part), { any: given })).toEqual(["any.titel: is not known"]);
  expect(said(z.union([part]), given)).toEqual(["titel: is not known"]);
});

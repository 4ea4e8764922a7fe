import { z } from "zod";
import { freeCentavos, positiveCentavos } from "./money";
import { fromWireForm, toWireForm, wireForm } from "./wire-form";

const schema = z.strictObject({
  kind: z.literal("basket"),
  parts: z.array(z.strictObject({ fullName: z.string() })).optional(),
  note: z.strictObject({ shownText: z.string() }).optional(),
  tip: freeCentavos.optional(),
  total: positiveCentavos,
  charge: z.strictObject({ value: freeCentavos }).optional(),
});
const value = {
  kind: "basket" as const,
  parts: [{ fullName: "a" }],
  note: { shownText: "b" },
  tip: 0n,
  total: 5n,
  charge: { value: 0n },
};
const wire = {
  kind: "basket",
  parts: [{ full_name: "a" }],
  note: { shown_text: "b" },
  tip: { value: 0, offset: 100 },
  total: { value: 5, offset: 100 },
  charge: { value: 0, offset: 100 },
};

test("keys become snake case and amounts objects, at any depth, and back", () => {
  expect(toWireForm(schema, value)).toEqual(wire);
  expect(fromWireForm(schema, wireForm(schema).parse(wire))).toEqual(value);
});

test("missing parts are no keys of the value", () => {
  expect(fromWireForm(schema, wireForm(schema).parse({ kind: "basket", total: wire.total }))).toStrictEqual({
    kind: "basket",
    total: 5n,
  });
});

test.each([
  ["text in place of a list", { parts: "x" }, { parts: "x" }],
  ["a list in place of an object", { note: ["x"] }, { note: ["x"] }],
  [
    "text in place of an amount",
    { total: "x", charge: { value: "y" } },
    { total: { value: "x", offset: 100 }, charge: { value: "y", offset: 100 } },
  ],
])("%s stays, for validation to reject", (_name, changes, expected) => {
  expect(toWireForm(schema, { ...value, ...changes })).toEqual({ ...wire, ...expected });
});

test.each([
  ["an optional object", z.strictObject({ a: z.strictObject({ bC: z.string() }).optional() }), { a: { b_c: "x" } }],
  ["a list of objects", z.strictObject({ a: z.array(z.strictObject({ bC: z.string() })) }), { a: [{ b_c: "x" }] }],
  ["an amount", z.strictObject({ a: z.strictObject({ value: freeCentavos }) }), { a: { value: 1, offset: 100 } }],
])("an object around %s of another form is converted", (_name, outer, expected) => {
  const given = JSON.parse(JSON.stringify(expected).replace("b_c", "bC").replace(',"offset":100', "")) as object;
  expect(toWireForm(outer, { ...given })).toEqual(expected);
});

test("unknown keys of an object with the same form stay", () => {
  const same = z.strictObject({ a: z.strictObject({ b: z.array(z.string()).optional() }).optional() });
  expect(toWireForm(same, { a: { b: ["x"], c: 1 }, d: 2 })).toEqual({ a: { b: ["x"], c: 1 }, d: 2 });
});

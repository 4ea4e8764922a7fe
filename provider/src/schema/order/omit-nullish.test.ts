import { omitNullish } from "./omit-nullish";

test("removes null and undefined at any depth, but not from arrays", () => {
  expect(
    omitNullish({ a: null, b: undefined, c: { d: null, e: [{ f: undefined, g: 0 }, null] }, h: "" }),
  ).toStrictEqual({
    c: { e: [{ g: 0 }, null] },
    h: "",
  });
  expect([null, undefined, 5n, "x", false].map((value) => omitNullish(value))).toEqual([
    null,
    undefined,
    5n,
    "x",
    false,
  ]);
});

test("keeps null in the given keys", () => {
  const given = { header: { a: null }, other: { header: { a: null } }, none: null };
  expect(omitNullish(given, ["header", "none"])).toStrictEqual({ header: { a: null }, other: { header: {} } });
});

test("keeps objects that are not plain", () => {
  const [date, map, circle] = [new Date(0), new Map(), {} as Record<string, unknown>];
  circle["again"] = circle;
  expect(omitNullish({ date, map })).toEqual({ date, map });
  expect(omitNullish(circle)).toHaveProperty("again.again.again");
  const loop: unknown[] = [];
  loop.push(loop);
  expect(omitNullish(loop)).toHaveProperty("0.0.0");
});

test("keeps a key named __proto__", () => {
  const given = JSON.parse('{"__proto__":{"a":1}}') as unknown;
  expect(Object.keys(omitNullish(given) as object)).toEqual(["__proto__"]);
  expect((omitNullish(given) as { a?: unknown }).a).toBeUndefined();
});

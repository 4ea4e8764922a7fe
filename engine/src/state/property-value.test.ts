import {
  annotateSecrets,
  changedKeys,
  containsSecrets,
  equal,
  maskSecrets,
  plain,
  makeSecretValue,
} from "./property-value";

test("a provider receives neither secrets nor resource references", () => {
  const reference = { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn", id: "t-1" };
  expect(plain({ list: [makeSecretValue({ deep: makeSecretValue("s") }), reference], n: null })).toEqual({
    list: [{ deep: "s" }, "t-1"],
    n: null,
  });
});

test("marks outputs whose input is secret, lists as a whole", () => {
  const inputs = {
    text: makeSecretValue("s"),
    list: ["clear", makeSecretValue("hidden")],
    deep: { x: makeSecretValue(1), y: 2 },
    open: "o",
  };
  const outputs = { text: "s", list: ["clear", "hidden"], deep: { x: 1, y: 2 }, open: "o", more: 3 };
  expect(annotateSecrets(outputs, inputs)).toEqual({
    ...{
      text: makeSecretValue("s"),
      list: makeSecretValue(["clear", "hidden"]),
      deep: { x: makeSecretValue(1), y: 2 },
      open: "o",
      more: 3,
    },
  });
});

test("masks secrets", () => {
  expect(maskSecrets({ a: [makeSecretValue("s")], b: { c: makeSecretValue({ d: 1 }) } })).toEqual({
    a: ["[secret]"],
    b: { c: "[secret]" },
  });
  expect(containsSecrets({ a: [makeSecretValue("s")] })).toBe(true);
});

test("compares values without the order of keys", () => {
  expect(equal({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  expect(changedKeys({ a: 1, b: 2, c: 3 }, { b: 2, c: 4, d: 5 })).toEqual(["a", "c", "d"]);
});

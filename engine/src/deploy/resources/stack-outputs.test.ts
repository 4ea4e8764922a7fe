import { makeSecret, type PropertyMap } from "../../state";
import { stackOutputs } from "./stack-outputs";

function outputsOf(outputs: PropertyMap): ReturnType<typeof stackOutputs> {
  return stackOutputs([
    { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", custom: false, type: "pulumi:pulumi:Stack", outputs },
  ]);
}

test("an output is secret when it contains a secret at any depth", () => {
  const secret = makeSecret("hush");
  expect(outputsOf({ top: secret, nested: { t: [secret] }, list: [1, { deep: { t: secret } }] })).toEqual({
    top: { value: "hush", secret: true },
    nested: { value: { t: ["hush"] }, secret: true },
    list: { value: [1, { deep: { t: "hush" } }], secret: true },
  });
});

test("an output without a secret is not marked", () => {
  expect(outputsOf({ name: "a", nested: { t: ["b"] }, empty: {}, none: null })).toEqual({
    name: { value: "a", secret: false },
    nested: { value: { t: ["b"] }, secret: false },
    empty: { value: {}, secret: false },
    none: { value: null, secret: false },
  });
});

import { Secret, unknownCheckingProxy as guarded } from "@pulumi/policy";
import { mended } from "./sequence-props";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownCheckingProxy = guarded as (props: object) => Record<string, unknown>;
function trim(text: string): string {
  return text.trim();
}

test("every text is mended, and all else of the properties stays, the hidden input too", () => {
  const props = {
    __provider: "exports.handler=...",
    wabaId: "1",
    name: "a ",
    text: " Hi ",
    autofillMessage: { content: " x", other: 1 },
    iceBreakers: [{ title: "ok" }, { title: "b " }],
  };
  const given = structuredClone(props);
  expect(mended(unknownCheckingProxy(props), trim)).toEqual({
    ...props,
    name: "a",
    text: "Hi",
    autofillMessage: { content: "x", other: 1 },
    iceBreakers: [{ title: "ok" }, { title: "b" }],
  });
  expect(props).toEqual(given);
});

test("what is not known yet stays so, and hides nothing else", () => {
  const props = {
    text: unknown,
    autofillMessage: unknown,
    iceBreakers: [unknown, { title: unknown }, { title: "a " }],
  };
  expect(mended(unknownCheckingProxy(props), trim)).toEqual({
    ...props,
    iceBreakers: [unknown, { title: unknown }, { title: "a" }],
  });
});

test("a secret text is mended and stays secret", () => {
  const props = { text: new Secret(" Hi"), name: new Secret("a"), autofillMessage: new Secret({ content: " x" }) };
  const better = mended(unknownCheckingProxy(props), trim);
  expect(better?.["text"]).toEqual(new Secret("Hi"));
  expect(better?.["text"]).toBeInstanceOf(Secret);
  expect(better?.["name"]).toBe(props.name);
  expect(better?.["autofillMessage"]).toEqual(new Secret({ content: "x" }));
});

test("where nothing changes there is no remediation", () => {
  expect(mended(unknownCheckingProxy({ text: "Hi", iceBreakers: [{ title: "a" }] }), trim)).toBeUndefined();
  expect(mended(unknownCheckingProxy({ text: 5, iceBreakers: "x", autofillMessage: null }), trim)).toBeUndefined();
});

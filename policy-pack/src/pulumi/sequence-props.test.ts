import { Secret, unknownCheckingProxy as guarded } from "@pulumi/policy";
import { remediateProps } from "./sequence-props";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownCheckingProxy = guarded as (props: object) => Record<string, unknown>;
function trim(text: string): string {
  return text.trim();
}

test("remediates all texts and keeps other properties, including hidden inputs", () => {
  const props = {
    __provider: "exports.handler=...",
    wabaId: "1",
    name: "a ",
    text: " Hi ",
    autofillMessage: { content: " x", other: 1 },
    iceBreakers: [{ title: "ok" }, { title: "b " }],
  };
  const given = structuredClone(props);
  expect(remediateProps(unknownCheckingProxy(props), trim)).toEqual({
    ...props,
    name: "a",
    text: "Hi",
    autofillMessage: { content: "x", other: 1 },
    iceBreakers: [{ title: "ok" }, { title: "b" }],
  });
  expect(props).toEqual(given);
});

test("keeps unknown values and remediates the others", () => {
  const props = {
    text: unknown,
    autofillMessage: unknown,
    iceBreakers: [unknown, { title: unknown }, { title: "a " }],
  };
  expect(remediateProps(unknownCheckingProxy(props), trim)).toEqual({
    ...props,
    iceBreakers: [unknown, { title: unknown }, { title: "a" }],
  });
});

test("remediates a secret text, which stays secret", () => {
  const props = { text: new Secret(" Hi"), name: new Secret("a"), autofillMessage: new Secret({ content: " x" }) };
  const remediated = remediateProps(unknownCheckingProxy(props), trim);
  expect(remediated?.["text"]).toEqual(new Secret("Hi"));
  expect(remediated?.["text"]).toBeInstanceOf(Secret);
  expect(remediated?.["name"]).toBe(props.name);
  expect(remediated?.["autofillMessage"]).toEqual(new Secret({ content: "x" }));
});

test("returns undefined if nothing changes", () => {
  expect(remediateProps(unknownCheckingProxy({ text: "Hi", iceBreakers: [{ title: "a" }] }), trim)).toBeUndefined();
  expect(
    remediateProps(unknownCheckingProxy({ text: 5, iceBreakers: "x", autofillMessage: null }), trim),
  ).toBeUndefined();
});

import type { ResourceValidationArgs } from "@pulumi/policy";
import { noLeftoverPlaceholder } from "./policies";

const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";

function violations(props: Record<string, unknown>, type = sequenceType): string[] {
  const said: string[] = [];
  const args: Partial<ResourceValidationArgs> = { type, props, name: "s", urn: "urn" };
  const validate = noLeftoverPlaceholder.validateResource;
  if (typeof validate !== "function") throw new Error("the policy has no validation");
  void validate(args as ResourceValidationArgs, (message) => said.push(message));
  return said;
}

test.each([
  ["text", "Hi {{1}}", "{{1}}"],
  ["text", "TODO: greeting", "TODO"],
  ["text", "Lorem ipsum dolor", "Lorem ipsum"],
  ["text", "Olá ${nome}", "${nome}"],
  ["text", "Hi [object Object]", "[object Object]"],
])("a placeholder in the %s %j is reported with its path", (key, text, found) => {
  expect(violations({ name: "s", [key]: text })).toEqual([
    `${key} holds ${JSON.stringify(found)}: write the text that people shall read.`,
  ]);
});

test("autofill messages and ice breakers are looked at too", () => {
  const props = {
    name: "s",
    text: "Hi",
    autofillMessage: { content: "FIXME" },
    iceBreakers: [{ title: "ok" }, { title: "{{x}}" }],
  };
  expect(violations(props).map((message) => message.split(" ")[0])).toEqual([
    "autofillMessage.content",
    "iceBreakers[1].title",
  ]);
});

test.each(["Oi! Todo dia às 8h", "Método novo", "R$ {50}", "Preço: R$50", "Use [nome] à vontade", "💚 Oi!"])(
  "%j is clean",
  (text) => {
    expect(violations({ name: "s", text })).toEqual([]);
  },
);

test("other resources are none of its business", () => {
  expect(violations({ text: "TODO" }, "aws:s3/bucket:Bucket")).toEqual([]);
});

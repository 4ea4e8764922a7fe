import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { sequenceFileSchema } from "./sequence-schema";

const published = JSON.parse(readFileSync(join(__dirname, "../../sequence.schema.json"), "utf8")) as object;

test("the schema in the package is what the provider's own schema says (npm run sequence-schema)", () => {
  expect(published).toEqual(sequenceFileSchema());
});

test("every field has a description", () => {
  expect(JSON.stringify(published)).not.toContain('"description":""');
});

const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(
  published,
);
function errors(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== "if")
    .map(({ instancePath, message }) => `${instancePath}: ${message ?? ""}`);
}

test.each([
  "{ name: a, text: Hi, autofillMessage: { content: Hello }, iceBreakers: [{ title: How? }] }",
  "[{ name: a, text: Hi }, { name: b, text: Hi, autofillMessage: null }]",
  "sequences: { a: { text: Hi }, b: { name: B, text: Hi, wabaId: '1' } }",
])("an editor takes %s", (text) => {
  expect(errors(text)).toEqual([]);
});

test("an editor marks what is wrong in the form that is written, and only that", () => {
  expect(errors("{ text: 5, iceBraekers: [] }")).toEqual(
    expect.arrayContaining([
      ": must NOT have additional properties",
      "/text: must be string",
      ": must have required property 'name'",
    ]),
  );
  expect(errors("sequences: { a: {} }")).toEqual(["/sequences/a: must have required property 'text'"]);
  expect(errors("[{ name: a, text: '' }]")).toEqual(["/0/text: must NOT have fewer than 1 characters"]);
});

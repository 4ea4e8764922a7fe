import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { createSequenceFileSchema } from "./sequence-schema";

const published = JSON.parse(readFileSync(join(__dirname, "../../sequence.schema.json"), "utf8")) as object;

test("the package contains the current schema (npm run sequence-schema)", () => {
  expect(published).toEqual(createSequenceFileSchema());
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
  "{ text: Hi }",
  "[{ text: Hi }, { name: null, text: Hi }]",
  "sequences: { a: { text: Hi }, b: { name: B, text: Hi, wabaId: '1' } }",
])("an editor accepts %s", (text) => {
  expect(errors(text)).toEqual([]);
});

test("an editor reports errors of the form in use only", () => {
  expect(errors("{ name: 5, text: 5, iceBraekers: [] }")).toEqual(
    expect.arrayContaining([": must NOT have additional properties", "/text: must be string"]),
  );
  expect(errors("{ name: a }")).toEqual([": must have required property 'text'"]);
  expect(errors("sequences: { a: {} }")).toEqual(["/sequences/a: must have required property 'text'"]);
  expect(errors("[{ name: a, text: '' }]")).toEqual(["/0/text: must NOT have fewer than 1 characters"]);
});

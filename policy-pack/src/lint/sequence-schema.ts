import { advisedLimits, unnamedSequenceArgsSchema, type SequenceArgs } from "pulumi-whatsapp/schema";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

const visible = "At least one visible character; sent unchanged.";

/** Descriptions that editors show: meaning, limits, default. */
const fields: Readonly<Record<keyof SequenceArgs, string>> = {
  wabaId:
    "WhatsApp Business Account of the sequence: 1 to 32 digits, in quotes. Default: the provider's configuration.",
  name: `Name shown in Ads Manager. ${visible} Default: the resource's name.`,
  text: `Greeting that a person sees after the click. ${visible} More than ${advisedLimits.textCharacters} characters may be rejected or truncated.`,
  autofillMessage: "Text in the person's message box, which the person can send or change. Default: none.",
  iceBreakers: `Questions that a person can tap, in order; more than ${advisedLimits.iceBreakers} may be rejected. Default: none.`,
  onContentChange:
    'Effect of a content change: "update" edits in place, which Meta rejects while an ad uses the sequence; "replace" creates a new sequence first. Default "update".',
  duplicates:
    'If the account already has a sequence with this name and content: "refuse" fails, "allow" creates another one. Default "refuse".',
  adoptSequenceId: "Existing sequence to adopt instead of creating one: 1 to 32 digits, in quotes. Default: none.",
};

const nestedFields = {
  content: `The prefilled text. ${visible}`,
  title: `The question. ${visible} More than ${advisedLimits.titleCharacters} characters may be rejected or truncated.`,
} as const;

const descriptions: Readonly<Record<string, string>> = { ...fields, ...nestedFields };

/** Creates the JSON Schema of sequence files for editors. */
export function createSequenceFileSchema(): JsonSchema {
  const { $schema: _schema, ...whole } = z.toJSONSchema(unnamedSequenceArgsSchema, { target: "draft-7", io: "input" });
  const sequence = addDescriptions(whole);
  const one = { $ref: "#/definitions/sequence" };
  const mapping = {
    type: "object",
    properties: {
      sequences: {
        type: "object",
        description: "Sequences by resource name.",
        additionalProperties: one,
      },
    },
    required: ["sequences"],
    additionalProperties: false,
  } satisfies JsonSchema;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Welcome message sequences for WhatsApp",
    description: "One sequence, a list of sequences, or a mapping `sequences` of resource names to sequences.",
    // Unlike anyOf, this limits an editor's errors to the form that the file uses.
    if: { type: "array" },
    then: { items: one },
    else: { if: { required: ["sequences"] }, then: mapping, else: one },
    definitions: {
      sequence: {
        ...sequence,
        description: "A welcome message sequence, which a person sees when a click opens WhatsApp.",
      },
    },
  };
}

/** Adds descriptions, and requires texts to have a character. */
function addDescriptions(schema: JsonSchema): JsonSchema {
  const { properties, anyOf, items } = schema;
  // A text that may be null has two types.
  const types: readonly unknown[] = [schema.type].flat();
  const isFreeText = types.includes("string") && schema.enum === undefined && schema.pattern === undefined;
  return {
    ...schema,
    ...(isFreeText ? { minLength: 1 } : {}),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(addDescriptions) }),
    ...(isSchema(items) ? { items: addDescriptions(items) } : {}),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, part]) => [
              key,
              isSchema(part) ? { description: descriptions[key] ?? "", ...addDescriptions(part) } : part,
            ]),
          ),
        }),
  };
}

function isSchema(part: unknown): part is JsonSchema {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}

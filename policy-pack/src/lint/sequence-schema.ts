import { advisedLimits, sequenceArgsSchema, type SequenceArgs } from "pulumi-whatsapp/schema";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

const visible = "At least one visible character, kept exactly.";

/** What editors show beside a field: meaning, limits, default. */
const fields: Readonly<Record<keyof SequenceArgs, string>> = {
  wabaId:
    "WhatsApp Business Account that holds the sequence: 1 to 32 digits, in quotes. Default: what the provider is configured with.",
  name: `Name shown in Ads Manager. ${visible} Under \`sequences\` the default is the resource's name.`,
  text: `Greeting a person sees after the click. ${visible} More than ${advisedLimits.textCharacters} characters may be refused or cut.`,
  autofillMessage: "Text put into the person's message box, who sends it or changes it. Default: none.",
  iceBreakers: `Questions to tap, in order; more than ${advisedLimits.iceBreakers} may be refused. Default: none.`,
  onContentChange:
    'What a change of content does: "update" edits in place, which Meta refuses while an ad uses the sequence; "replace" makes a new one first. Default "update".',
  duplicates:
    'When the account holds the same name and content already: "refuse" fails, "allow" makes a second one. Default "refuse".',
  adoptSequenceId: "Sequence to take over instead of making one: 1 to 32 digits, in quotes. Default: none.",
};

const within = {
  content: `The prefilled text. ${visible}`,
  title: `The question. ${visible} More than ${advisedLimits.titleCharacters} characters may be refused or cut.`,
} as const;

const meanings: Readonly<Record<string, string>> = { ...fields, ...within };

/** The JSON Schema of a sequence file, for editors: a sequence, a list of them, or a mapping `sequences`. */
export function sequenceFileSchema(): JsonSchema {
  const { $schema: _schema, ...whole } = z.toJSONSchema(sequenceArgsSchema, { target: "draft-7", io: "input" });
  const sequence = explained(whole);
  const named = { allOf: [{ $ref: "#/definitions/sequence" }, { required: ["name"] }] };
  const mapping = {
    type: "object",
    properties: {
      sequences: {
        type: "object",
        description: "Sequences by the names of their resources.",
        additionalProperties: { $ref: "#/definitions/sequence" },
      },
    },
    required: ["sequences"],
    additionalProperties: false,
  } satisfies JsonSchema;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Welcome message sequences for WhatsApp",
    description: "One sequence, a list of them, or a mapping `sequences` of resource names to them.",
    // Not anyOf: an editor then tells what is wrong in the form that is written, not in all three.
    if: { type: "array" },
    then: { items: named },
    else: { if: { required: ["sequences"] }, then: mapping, else: named },
    definitions: {
      sequence: {
        ...sequence,
        description: "A welcome message sequence: what a person sees when a click opens WhatsApp.",
        required: (sequence.required ?? []).filter((key) => key !== "name"),
      },
    },
  };
}

/** The schema with what each field means, and that no text is empty. */
function explained(schema: JsonSchema): JsonSchema {
  const { properties, anyOf, items } = schema;
  const isFreeText = schema.type === "string" && schema.enum === undefined && schema.pattern === undefined;
  return {
    ...schema,
    ...(isFreeText ? { minLength: 1 } : {}),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(explained) }),
    ...(isSchema(items) ? { items: explained(items) } : {}),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, part]) => [
              key,
              isSchema(part) ? { description: meanings[key] ?? "", ...explained(part) } : part,
            ]),
          ),
        }),
  };
}

function isSchema(part: unknown): part is JsonSchema {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}

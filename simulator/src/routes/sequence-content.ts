import { z } from "zod";
import { featureFailure } from "../graph/feature-error";
import { jsonParam } from "../graph/read-parameter";
import { isObject, type Json, type JsonObject } from "../json";
import type { BehaviourOptions } from "../state/behaviour";
import { cutText } from "../state/cut-text";
import type { SequenceContent } from "../state/entities";

interface SequenceSchemas {
  readonly name: z.ZodType<string>;
  readonly content: z.ZodType<SequenceContent>;
}

/** Reads `name`; undefined if absent. Throws 4027001 unless it matches Meta's page, which documents no lengths. */
export function readName(params: JsonObject, behaviour: BehaviourOptions): string | undefined {
  return parseOptional(schemasFor(behaviour).name, params["name"] ?? undefined);
}

/** Reads `welcome_message_sequence` like `readName`. */
export function readContent(params: JsonObject, behaviour: BehaviourOptions): SequenceContent | undefined {
  return parseOptional(schemasFor(behaviour).content, jsonParam(params, "welcome_message_sequence"));
}

function parseOptional<Value>(schema: z.ZodType<Value>, value: Json | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw featureFailure(4027001);
  return result.data;
}

/** Schemas by switches: each simulator replaces its switches when they change. */
const schemasByBehaviour = new WeakMap<BehaviourOptions, SequenceSchemas>();

function schemasFor(behaviour: BehaviourOptions): SequenceSchemas {
  const schemas = schemasByBehaviour.get(behaviour) ?? {
    name: createText(behaviour.refuseAbove.name),
    content: createContent(behaviour),
  };
  schemasByBehaviour.set(behaviour, schemas);
  return schemas;
}

const partNames = ["text", "autofill_message", "ice_breakers"] as const;

function createContent(behaviour: BehaviourOptions): z.ZodType<SequenceContent> {
  const { refuseAbove, truncateAt, textRequired } = behaviour;
  const object = objectTypes[behaviour.unknownContentKeys];
  const title = createText(refuseAbove.title, truncateAt.title);
  const autofill = object({ content: createText(refuseAbove.autofill) });
  const content: z.ZodType<SequenceContent> = object({
    text: z.exactOptional(createText(refuseAbove.text, truncateAt.text)),
    autofill_message: z.exactOptional(autofill),
    ice_breakers: z.exactOptional(z.array(object({ title })).max(refuseAbove.iceBreakers ?? Infinity)),
  });
  const needed = textRequired ? ["text"] : partNames;
  return z.preprocess(
    omitNullParts,
    content.refine((parts) => needed.some((name) => Object.hasOwn(parts, name))),
  );
}

/** Objects by the treatment of members that Meta's page does not name. */
const objectTypes = { refuse: z.strictObject, drop: z.object, keep: z.looseObject } as const;

/** Removes parts that are null: they count as absent. */
function omitNullParts(value: unknown): unknown {
  if (!isObject(value as Json)) return value;
  const isPart = (name: string): boolean => partNames.some((part) => part === name);
  return Object.fromEntries(
    Object.entries(value as JsonObject).filter(([name, part]) => part !== null || !isPart(name)),
  );
}

/** Text that is not blank. Lengths are in code points. */
function createText(most: number | null, cutAt: number | null = null): z.ZodType<string> {
  return z
    .string()
    .refine((text) => text.trim() !== "" && Array.from(text).length <= (most ?? Infinity))
    .transform((text) => (cutAt === null ? text : cutText(text, cutAt, "...")));
}

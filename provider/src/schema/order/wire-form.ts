import { z } from "zod";
import { isJsonObject, type JsonObject } from "../json-value";
import { brlOffset } from "./limits";
import { centavosOf, freeCentavos, positiveCentavos, wireFree, wireNumber, wirePositive } from "./money";

/*
 * Meta's form of a value follows from its schema in this library: keys are in snake_case, and an amount is an object of `value` and
 * `offset`. A charge has both next to its other fields.
 */

type SnakeCase<Key> = Key extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : Key;

const offset = z.literal(brlOffset);

/** The fields of an amount in Meta's JSON. */
function wireAmountShape(schema: z.core.$ZodType) {
  return { value: schema === positiveCentavos ? wirePositive : wireFree, offset };
}

/** Schema of Meta's form of a value. */
export type WireForm<Schema> =
  Schema extends z.ZodOptional<infer Inner>
    ? z.ZodOptional<AsSchema<WireForm<Inner>>>
    : Schema extends z.ZodArray<infer Element>
      ? z.ZodArray<AsSchema<WireForm<Element>>>
      : Schema extends z.ZodDiscriminatedUnion<infer Options, infer Key>
        ? z.ZodDiscriminatedUnion<{ [Index in keyof Options]: AsSchema<WireForm<Options[Index]>> }, Key>
        : Schema extends z.ZodObject<infer Shape>
          ? z.ZodObject<WireShape<Shape>, z.core.$strict>
          : Schema extends z.ZodType<bigint>
            ? z.ZodObject<ReturnType<typeof wireAmountShape>, z.core.$strict>
            : Schema;

type AsSchema<Form> = Form extends z.core.$ZodType ? Form : never;

type WireShape<Shape> = {
  -readonly [Key in keyof Shape as SnakeCase<Key>]: Key extends "value" ? Shape[Key] : WireForm<Shape[Key]>;
} & ("value" extends keyof Shape ? { offset: typeof offset } : unknown);

/** Derives the schema of Meta's form. */
export function wireForm<Schema extends z.core.$ZodType>(schema: Schema): WireForm<Schema>;
export function wireForm(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return z.optional(wireForm(schema.unwrap()));
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: wireForm(schema.element) });
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return schema.clone({ ...schema.def, options: schema.options.map((option) => wireForm(option)) });
  }
  if (isAmount(schema)) return z.strictObject(wireAmountShape(schema));
  if (!isObjectSchema(schema)) return schema;
  const fields = Object.entries(schema.shape).flatMap(([key, field]): [string, z.core.$ZodType][] =>
    key === "value" ? Object.entries(wireAmountShape(field)) : [[toSnakeCase(key), wireForm(field)]],
  );
  return schema.clone({ ...schema.def, shape: Object.fromEntries(fields) });
}

function isAmount(schema: unknown): boolean {
  return schema === positiveCentavos || schema === freeCentavos;
}

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Converts a value to Meta's form: with the constants of the schema, and its keys in the order of the schema. Parts that do not fit the
 * schema stay, so that validation rejects them. So do unknown keys of an object that has the same form in both.
 */
export function toWireForm(schema: z.ZodObject, value: JsonObject): JsonObject;
export function toWireForm(schema: z.core.$ZodType, value: unknown): unknown;
export function toWireForm(schema: z.core.$ZodType, value: unknown): unknown {
  const kind = selectSchema(schema, value);
  if (kind instanceof z.ZodLiteral) return kind.value;
  if (value === undefined) return value;
  if (isAmount(kind)) return toWireAmount(value);
  if (kind instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((part: unknown) => toWireForm(kind.element, part));
  }
  if (!isObjectSchema(kind) || !isJsonObject(value) || hasSameForm(kind)) return value;
  return Object.fromEntries(
    Object.entries(kind.shape).flatMap(([key, field]) =>
      key === "value" ? Object.entries(toWireAmount(value[key])) : [[toSnakeCase(key), toWireForm(field, value[key])]],
    ),
  );
}

/** True for a schema of values that Meta's form leaves as they are. */
function hasSameForm(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodOptional) return hasSameForm(schema.unwrap());
  if (schema instanceof z.ZodArray) return hasSameForm(schema.element);
  if (schema instanceof z.ZodLiteral || schema instanceof z.ZodDiscriminatedUnion || isAmount(schema)) return false;
  if (!isObjectSchema(schema)) return true;
  return Object.entries(schema.shape).every(
    ([key, field]) => key !== "value" && toSnakeCase(key) === key && hasSameForm(field),
  );
}

function toWireAmount(value: unknown): JsonObject {
  const amount = centavosOf(value);
  return { value: typeof amount === "bigint" ? wireNumber(amount) : value, offset: brlOffset };
}

/** Converts a valid value from Meta's form. */
export function fromWireForm<Schema extends z.core.$ZodType>(
  schema: Schema,
  wire: z.output<AsSchema<WireForm<Schema>>>,
): z.output<Schema>;
export function fromWireForm(schema: z.core.$ZodType, wire: unknown): unknown {
  const kind = selectSchema(schema, wire);
  if (kind instanceof z.ZodArray && Array.isArray(wire)) {
    return wire.map((part: unknown) => fromWireForm(kind.element, part));
  }
  if (!isJsonObject(wire)) return wire;
  if (isAmount(kind)) return wire["value"];
  if (!isObjectSchema(kind)) return wire;
  const fields = Object.entries(kind.shape).filter(([key]) => wire[toSnakeCase(key)] !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, fromWireForm(field, wire[toSnakeCase(key)])]));
}

/** Selects the schema of a value: the one inside an optional, or the option of a union. */
function selectSchema(schema: z.core.$ZodType, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional) return selectSchema(schema.unwrap(), value);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const type = isJsonObject(value) ? value[discriminator] : undefined;
  return schema.options.find((option) => {
    const field = isObjectSchema(option) && option.shape[discriminator];
    return field instanceof z.ZodLiteral && field.safeParse(type).success;
  });
}

function isObjectSchema(schema: unknown): schema is z.ZodObject<z.core.$ZodShape> {
  return schema instanceof z.ZodObject;
}

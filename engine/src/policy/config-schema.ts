import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import type { PolicyInfo } from "../host/analyzer-types";
import type { PropertyMap } from "../state";
import { isRecord } from "../state/json";

const levelSchema: Schema = { type: "string", enum: ["advisory", "mandatory", "remediate", "disabled"] };
/** Keywords whose errors only summarize errors at a deeper level. */
const schemaCarriers: ReadonlySet<string> = new Set(["properties", "patternProperties", "items", "additionalItems"]);

/** Lists schema violations of a policy's configuration with the messages of the CLI (gojsonschema). */
export function schemaViolations(schema: PolicyInfo["configSchema"], config: PropertyMap): readonly string[] {
  const whole: Schema = {
    type: "object",
    properties: { ...schema.properties, enforcementLevel: levelSchema },
    required: [...schema.required],
  };
  const { errors } = new Validator(whole, "7", false).validate(config);
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === "type").map((error) => error.instanceLocation));
  return errors
    .filter(({ keyword, instanceLocation }) => {
      const isSpecific = !schemaCarriers.has(keyword) && keyword !== "false";
      return isSpecific && (keyword === "type" || !mistyped.has(instanceLocation));
    })
    .map((error) => violationText(error, whole, config));
}

function violationText(error: OutputUnit, schema: Schema, config: PropertyMap): string {
  const field = stepsOf(error.instanceLocation).join(".");
  const rule = valueAt(schema, error.keywordLocation);
  const text = ruleText(error, rule, valueAt(config, error.instanceLocation), field);
  return field === "" ? text : `${field}: ${text}`;
}

function ruleText({ keyword, error }: OutputUnit, rule: unknown, value: unknown, field: string): string {
  const limit = String(rule);
  const named = /"(.*)"/.exec(error)?.[1] ?? "";
  const texts: Readonly<Record<string, string>> = {
    required: `${named} is required`,
    type: `Invalid type. Expected: ${typesText(rule)}, given: ${typeOf(value)}`,
    enum: `${field} must be one of the following: ${listText(rule)}`,
    const: `${field} does not match: ${JSON.stringify(rule)}`,
    additionalProperties: `Additional property ${named} is not allowed`,
    pattern: `Does not match pattern '${limit}'`,
    format: `Does not match format '${limit}'`,
    minLength: `String length must be greater than or equal to ${limit}`,
    maxLength: `String length must be less than or equal to ${limit}`,
    minimum: `Must be greater than or equal to ${limit}`,
    maximum: `Must be less than or equal to ${limit}`,
    exclusiveMinimum: `Must be greater than ${limit}`,
    exclusiveMaximum: `Must be less than ${limit}`,
    multipleOf: `Must be a multiple of ${limit}`,
    minItems: `Array must have at least ${limit} items`,
    maxItems: `Array must have at most ${limit} items`,
    uniqueItems: `array items[${[...error.matchAll(/\d+/g)].join(",")}] must be unique`,
    contains: "At least one of the items must match",
    minProperties: `Must have at least ${limit} properties`,
    maxProperties: `Must have at most ${limit} properties`,
  };
  return texts[keyword] ?? error;
}

function typesText(types: unknown): string {
  return Array.isArray(types) && types.length > 1 ? `[${types.join(",")}]` : String(types);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function listText(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}

/** Parses a location such as `#/list/0/name`. */
function stepsOf(location: string): readonly string[] {
  const [, ...steps] = location.split("/");
  return steps.map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function valueAt(root: unknown, location: string): unknown {
  return stepsOf(location).reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) ? value[step] : undefined;
  }, root);
}

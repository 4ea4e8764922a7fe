import { z } from "zod";
import { isList, parseIfJson, type Json, type JsonObject } from "../json";
import { json } from "../schema-types";
import { invalidParameter } from "./error";
import { formatValue, jsonParam, keyword, parseParameter } from "./read-parameter";

/** Source: Marketing API, the operators of `filtering`; public clients use IN, EQUAL and CONTAIN on ads. */
const operators = [
  "EQUAL",
  "NOT_EQUAL",
  "IN",
  "NOT_IN",
  "CONTAIN",
  "NOT_CONTAIN",
  "GREATER_THAN",
  "GREATER_THAN_OR_EQUAL",
  "LESS_THAN",
  "LESS_THAN_OR_EQUAL",
] as const;

type Operator = (typeof operators)[number];

const sets: readonly Operator[] = ["IN", "NOT_IN"];
const orders: readonly Operator[] = ["GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"];
const parts: readonly Operator[] = ["CONTAIN", "NOT_CONTAIN"];

/** A field that an edge can filter by. */
export interface FilterField<Row> {
  readonly kind: "id" | "word" | "text" | "seconds";
  readonly valueOf: (row: Row) => string;
  /** Values of a "word"; undefined allows any. */
  readonly words?: readonly string[];
}

export type FilterFields<Row> = ReadonlyMap<string, FilterField<Row>>;

interface Condition {
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
  /** `filtering[0]`, for error messages. */
  readonly place: string;
}

/** Reads `filtering=[{"field":"ad.id","operator":"IN","value":["1"]}]`. Refuses other forms with code 100. */
export function readFiltering(params: JsonObject): readonly Condition[] {
  return parseParameter(filtering, jsonParam(params, "filtering") ?? [], "filtering").map((condition, index) => ({
    ...condition,
    place: `filtering[${index}]`,
  }));
}

/** For an edge without filtering: accepts an empty list and refuses anything else with code 100. */
export function refuseFiltering(params: JsonObject): void {
  if (readFiltering(params).length === 0) return;
  throw invalidParameter("The parameter filtering is not supported on this edge");
}

const fieldName = z.string("is required").min(1, "is required");

const condition = z
  .preprocess(
    (item) => parseIfJson(item as Json),
    z.object(
      { field: fieldName, operator: keyword(operators), value: z.optional(json) },
      "must be an object with field, operator and value",
    ),
  )
  .transform(({ field, operator, value }, context) => {
    const values = readValues(operator, parseIfJson(value));
    if (typeof values !== "string") return { field, operator, values };
    context.addIssue({ code: "custom", path: ["value"], message: values });
    return z.NEVER;
  });

const filtering = z.array(condition, "must be an array");

const listOfValues = z.array(z.union([z.string(), z.number().transform(String)]));

/** Returns the values of a condition, or the rule that they break. */
function readValues(operator: Operator, value: Json | undefined): readonly string[] | string {
  const isSet = sets.includes(operator);
  if (isSet !== isList(value)) return `must be ${isSet ? "an array" : "a single value"} for the operator ${operator}`;
  const { success, data } = listOfValues.safeParse(isSet ? value : [value]);
  return success ? data : "must be text or a number";
}

/** Returns a predicate that is true if all conditions match. Refuses unknown fields and unsuitable operators with code 100. */
export function createFilter<Row>(conditions: readonly Condition[], fields: FilterFields<Row>): (row: Row) => boolean {
  const tests = conditions.map((condition) => createTest(condition, fields));
  return (row) => tests.every((test) => test(row));
}

function createTest<Row>(condition: Condition, fields: FilterFields<Row>): (row: Row) => boolean {
  const { operator, values, place } = condition;
  const field = fields.get(condition.field);
  if (field === undefined) {
    const known = [...fields.keys()].join(", ");
    throw invalidParameter(`param ${place}[field] must be one of {${known}} - got ${formatValue(condition.field)}.`);
  }
  const isOrder = orders.includes(operator);
  const suits = isOrder ? field.kind === "seconds" : !parts.includes(operator) || field.kind === "text";
  if (!suits) throw invalidParameter(`param ${place}[operator] ${operator} cannot be used with ${condition.field}.`);
  if (field.kind === "seconds" && values.some((value) => !/^\d{1,12}$/.test(value))) {
    throw invalidParameter(`param ${place}[value] must be a time in seconds.`);
  }
  const unknownWord = values.find((value) => field.words !== undefined && !field.words.includes(value));
  if (unknownWord !== undefined) {
    throw invalidParameter(
      `param ${place}[value] must be one of {${field.words?.join(", ")}} - got ${formatValue(unknownWord)}.`,
    );
  }
  return (row) => isMet(operator, field.valueOf(row), values);
}

function isMet(operator: Operator, given: string, values: readonly string[]): boolean {
  const [first = ""] = values;
  switch (operator) {
    case "EQUAL":
    case "IN":
      return values.includes(given);
    case "NOT_EQUAL":
    case "NOT_IN":
      return !values.includes(given);
    case "CONTAIN":
      return given.toLowerCase().includes(first.toLowerCase());
    case "NOT_CONTAIN":
      return !given.toLowerCase().includes(first.toLowerCase());
    case "GREATER_THAN":
      return Number(given) > Number(first);
    case "GREATER_THAN_OR_EQUAL":
      return Number(given) >= Number(first);
    case "LESS_THAN":
      return Number(given) < Number(first);
    case "LESS_THAN_OR_EQUAL":
      return Number(given) <= Number(first);
    default:
      return operator satisfies never;
  }
}

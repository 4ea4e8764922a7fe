import { isList, isObject, parseIfJson, type Json, type JsonObject } from "../json";
import { invalidParameter } from "./error";

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
  const given = parseIfJson(params["filtering"]);
  if (given === undefined || given === null || given === "") return [];
  if (!isList(given)) throw invalidParameter("param filtering must be an array.");
  return given.map((item, index) => readCondition(parseIfJson(item) ?? null, `filtering[${index}]`));
}

/** For an edge without filtering: accepts an empty list and refuses anything else with code 100. */
export function refuseFiltering(params: JsonObject): void {
  if (readFiltering(params).length === 0) return;
  throw invalidParameter("The parameter filtering is not supported on this edge");
}

function readCondition(item: Json, place: string): Condition {
  if (!isObject(item)) throw invalidParameter(`param ${place} must be an object with field, operator and value.`);
  const { field, operator, value } = item;
  if (typeof field !== "string" || field === "") throw invalidParameter(`param ${place}[field] is required.`);
  const known = operators.find((one) => one === operator);
  if (known === undefined) {
    throw invalidParameter(
      `param ${place}[operator] must be one of {${operators.join(", ")}} - got ${quote(operator)}.`,
    );
  }
  return { field, operator: known, values: readValues(value, known, `${place}[value]`), place };
}

function readValues(value: Json | undefined, operator: Operator, place: string): readonly string[] {
  const opened = parseIfJson(value);
  const isSet = sets.includes(operator);
  if (isSet !== isList(opened)) {
    throw invalidParameter(
      `param ${place} must be ${isSet ? "an array" : "a single value"} for the operator ${operator}.`,
    );
  }
  return (isList(opened) ? opened : [opened]).map((one) => {
    if (typeof one === "string" || typeof one === "number") return String(one);
    throw invalidParameter(`param ${place} must be text or a number.`);
  });
}

/** Returns a predicate that is true if all conditions match. Refuses unknown fields and unsuitable operators with code 100. */
export function filterBy<Row>(conditions: readonly Condition[], fields: FilterFields<Row>): (row: Row) => boolean {
  const tests = conditions.map((condition) => testOf(condition, fields));
  return (row) => tests.every((test) => test(row));
}

function testOf<Row>(condition: Condition, fields: FilterFields<Row>): (row: Row) => boolean {
  const { operator, values, place } = condition;
  const field = fields.get(condition.field);
  if (field === undefined) {
    const known = [...fields.keys()].join(", ");
    throw invalidParameter(`param ${place}[field] must be one of {${known}} - got ${quote(condition.field)}.`);
  }
  const isOrder = orders.includes(operator);
  const suits = isOrder ? field.kind === "seconds" : !parts.includes(operator) || field.kind === "text";
  if (!suits) throw invalidParameter(`param ${place}[operator] ${operator} cannot be used with ${condition.field}.`);
  if (field.kind === "seconds" && values.some((value) => !/^\d{1,12}$/.test(value))) {
    throw invalidParameter(`param ${place}[value] must be a time in seconds.`);
  }
  const strange = values.find((value) => field.words !== undefined && !field.words.includes(value));
  if (strange !== undefined) {
    throw invalidParameter(
      `param ${place}[value] must be one of {${field.words?.join(", ")}} - got ${quote(strange)}.`,
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

function quote(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

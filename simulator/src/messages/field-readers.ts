import { isExactList, isExactObject, type Exact, type ExactObject } from "../exact";
import type { BehaviourOptions } from "../state/behaviour";
import { parseUrl } from "../url";
import { messageFailure, parameterFailure } from "./message-error";

/** Options that decide about a value. */
export interface ReadRules {
  readonly behaviour: BehaviourOptions;
  readonly nowMs: number;
}

/** Where a value stands: `interactive.body.text`. */
export interface FieldLocation extends ReadRules {
  readonly path: string;
}

/** Reads what is there, or throws the error Meta would answer with. */
export type Reader<Value> = (value: Exact, at: FieldLocation) => Value;
/** The same for what may be missing. */
export type Field<Value> = (value: Exact | undefined, at: FieldLocation) => Value;

export function invalidValue({ path }: FieldLocation, rule: string): Error {
  return messageFailure({ code: 131009, details: `${path} ${rule}` });
}

export function memberLocation(at: FieldLocation, key: string): FieldLocation {
  return { ...at, path: `${at.path}.${key}` };
}

export function requireField<Value>(reader: Reader<Value>): Field<Value> {
  return (value, at) => {
    if (value === undefined || value === null) {
      throw messageFailure({ code: 131008, details: `${at.path} is required` });
    }
    return reader(value, at);
  };
}

export function optional<Value>(reader: Reader<Value>): Field<Value | undefined> {
  return (value, at) => (value === undefined ? undefined : reader(value, at));
}

export const anyObject: Reader<ExactObject> = (value, at) => {
  if (!isExactObject(value)) throw invalidValue(at, "must be an object");
  return value;
};

export type Fields<Value> = { readonly [Key in keyof Value]-?: Field<Value[Key] | undefined> };

export function object<Value extends object>(fields: Fields<Value>): Reader<Value> {
  const readers: readonly (readonly [string, Field<unknown>])[] = Object.entries<Field<unknown>>(fields);
  return (value, at) => {
    const given = anyObject(value, at);
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined && at.behaviour.unknownMessageKeys === "refuse") {
      throw parameterFailure(`Unexpected key "${unknown}" on param "${at.path}"`);
    }
    const entries = readers.map(([key, read]) => [key, read(given[key], memberLocation(at, key))] as const);
    return Object.fromEntries(entries.filter(([, read]) => read !== undefined)) as Value;
  };
}

export function list<Item>(reader: Reader<Item>): Reader<readonly Item[]> {
  return (value, at) => {
    if (!isExactList(value)) throw invalidValue(at, "must be a list");
    return value.map((item, index) => requireField(reader)(item, { ...at, path: `${at.path}[${index}]` }));
  };
}

export function nonEmptyList<Item>(reader: Reader<Item>): Reader<readonly Item[]> {
  return (value, at) => {
    const items = list(reader)(value, at);
    if (items.length === 0) throw invalidValue(at, "must have at least one entry");
    return items;
  };
}

export function oneOf<const Value extends string>(...values: readonly Value[]): Reader<Value> {
  return (value, at) => {
    const found = values.find((known) => known === value);
    if (found === undefined)
      throw invalidValue(at, `must be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`);
    return found;
  };
}

export const text: Reader<string> = (value, at) => {
  if (typeof value !== "string") throw invalidValue(at, "must be a string");
  if (value === "") throw invalidValue(at, "must not be empty");
  return value;
};

export function textUpTo(limit: number): Reader<string> {
  return (value, at) => {
    const given = text(value, at);
    const length = lengthOf(given, at.behaviour.textLength);
    if (length > limit) throw invalidValue(at, `is ${length} characters long, and at most ${limit} are allowed`);
    return given;
  };
}

export function textLike(pattern: RegExp, form: string): Reader<string> {
  return (value, at) => {
    const given = text(value, at);
    if (!pattern.test(given)) throw invalidValue(at, `must be ${form}`);
    return given;
  };
}

export function webAddress(...protocols: readonly string[]): Reader<string> {
  return (value, at) => {
    const given = text(value, at);
    if (!protocols.includes(parseUrl(given)?.protocol ?? "")) throw invalidValue(at, "must be a web address");
    return given;
  };
}

export const integer: Reader<bigint> = (value, at) => {
  if (typeof value !== "bigint") throw invalidValue(at, "must be an integer");
  return value;
};

export const positive: Reader<bigint> = (value, at) => {
  const given = integer(value, at);
  if (given <= 0n) throw invalidValue(at, `is ${given.toString()}, and must be a positive integer`);
  return given;
};

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

function lengthOf(given: string, unit: BehaviourOptions["textLength"]): number {
  switch (unit) {
    case "utf16":
      return given.length;
    case "code-points":
      return Array.from(given).length;
    case "graphemes":
      return Array.from(segmenter.segment(given)).length;
    default:
      return unit satisfies never;
  }
}

import { isList, isObject, type Json } from "./json";

/** Reads a value that came from outside; throws a TypeError that names the place. */
export type Decoder<Value> = (value: Json | undefined, path: string) => Value;

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== "string") throw new TypeError(`${path} must be a string`);
  return value;
};

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new TypeError(`${path} must be true or false`);
  return value;
};

export const number: Decoder<number> = (value, path) => {
  if (typeof value !== "number") throw new TypeError(`${path} must be a number`);
  return value;
};

export const count: Decoder<number> = wholeFrom(0);
export const positive: Decoder<number> = wholeFrom(1);

function wholeFrom(least: number): Decoder<number> {
  return (value, path) => {
    const given = number(value, path);
    if (!Number.isInteger(given) || given < least) throw new TypeError(`${path} must be a whole number from ${least}`);
    return given;
  };
}

export const anything: Decoder<Json> = (value, path) => {
  if (value === undefined) throw new TypeError(`${path} is missing`);
  return value;
};

export function optional<Value>(decoder: Decoder<Value>): Decoder<Value | undefined> {
  return (value, path) => (value === undefined ? undefined : decoder(value, path));
}

export function nullable<Value>(decoder: Decoder<Value>): Decoder<Value | null> {
  return (value, path) => (value === null ? null : decoder(value, path));
}

export function either<One, Other>(one: Decoder<One>, other: Decoder<Other>): Decoder<One | Other> {
  return (value, path) => {
    try {
      return one(value, path);
    } catch {
      return other(value, path);
    }
  };
}

export function oneOf<const Value extends string>(...values: readonly Value[]): Decoder<Value> {
  return (value, path) => {
    const found = values.find((known) => known === value);
    if (found === undefined) throw new TypeError(`${path} must be one of ${values.join(", ")}`);
    return found;
  };
}

export function list<Item>(item: Decoder<Item>): Decoder<readonly Item[]> {
  return (value, path) => {
    if (!isList(value)) throw new TypeError(`${path} must be a list`);
    return value.map((element, index) => item(element, `${path}[${index}]`));
  };
}

export function record<Item>(item: Decoder<Item>): Decoder<Readonly<Record<string, Item>>> {
  return (value, path) => {
    if (!isObject(value)) throw new TypeError(`${path} must be an object`);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, item(inner, `${path}.${key}`)]));
  };
}

export type Fields<Value> = { readonly [Key in keyof Value]-?: Decoder<Value[Key] | undefined> };

/** Unknown keys are refused: a misspelled switch must not go unnoticed. */
export function object<Value extends object>(fields: Fields<Value>): Decoder<Value> {
  const decoders: readonly (readonly [string, Decoder<unknown>])[] = Object.entries<Decoder<unknown>>(fields);
  return (value, path) => {
    if (!isObject(value)) throw new TypeError(`${path} must be an object`);
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) throw new TypeError(`${path}.${unknown} is not known`);
    const entries = decoders.map(([key, decoder]) => [key, decoder(value[key], `${path}.${key}`)] as const);
    return Object.fromEntries(entries.filter(([, decoded]) => decoded !== undefined)) as Value;
  };
}

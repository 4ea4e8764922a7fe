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
  // JSON has no Infinity, but 1e999 is read as one.
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError(`${path} must be a number`);
  return value;
};

/** The greatest whole number that is exact, and the longest wait that a timer knows (24 days). */
const [greatest, longestMs] = [Number.MAX_SAFE_INTEGER, 2_147_483_647];

export const count: Decoder<number> = whole(0);
export const positive: Decoder<number> = whole(1);
/** How long to wait, in milliseconds. */
export const duration: Decoder<number> = whole(0, longestMs);
export const positiveDuration: Decoder<number> = whole(1, longestMs);

function whole(least: number, most = greatest): Decoder<number> {
  return (value, path) => {
    const given = number(value, path);
    if (Number.isInteger(given) && given >= least && given <= most) return given;
    const range = most === greatest ? `from ${least}` : `from ${least} to ${most}`;
    throw new TypeError(`${path} must be a whole number ${range}`);
  };
}

/** The last moment that a date can name, milliseconds. */
const endOfTimeMs = 8.64e15;

/** Milliseconds since 1970. */
export const time: Decoder<number> = (value, path) => {
  const given = number(value, path);
  if (Math.abs(given) <= endOfTimeMs) return given;
  throw new TypeError(`${path} must be within ${endOfTimeMs} milliseconds of 1970`);
};

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

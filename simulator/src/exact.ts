import { parse } from "lossless-json";

/** JSON whose integers have every digit: money must not pass through floating point. */
export type Exact = null | boolean | bigint | number | string | readonly Exact[] | ExactObject;

export interface ExactObject {
  readonly [key: string]: Exact;
}

/** What was written as an integer is a bigint of any length; other numbers are numbers. Undefined: it is not JSON. */
export function parseExact(text: string): Exact | undefined {
  const parseNumber = (digits: string): Exact => (/^-?\d+$/.test(digits) ? BigInt(digits) : Number(digits));
  // The last of equal keys wins, as everywhere here.
  const onDuplicateKey = ({ newValue }: { readonly newValue: unknown }): unknown => newValue;
  try {
    return parse(text, null, { parseNumber, onDuplicateKey }) as Exact;
  } catch {
    return undefined;
  }
}

export function isExactObject(value: Exact | undefined): value is ExactObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isExactList(value: Exact | undefined): value is readonly Exact[] {
  return Array.isArray(value);
}

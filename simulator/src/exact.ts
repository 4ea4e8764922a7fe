import { parse } from "lossless-json";
import { isJsonWithinLimits } from "./json";
import { limits } from "./limits";

/** JSON whose integers have every digit: money must not pass through floating point. */
export type Exact = null | boolean | bigint | number | string | readonly Exact[] | ExactObject;

export interface ExactObject {
  readonly [key: string]: Exact;
}

/**
 * What was written as an integer is a bigint, of up to 1,000 digits; other numbers are numbers. Undefined for text that is not JSON, is
 * nested too deep, or has too many values or digits.
 */
export function parseExact(text: string): Exact | undefined {
  if (!isJsonWithinLimits(text)) return undefined;
  const parseNumber = (digits: string): Exact => {
    if (!/^-?\d+$/.test(digits)) return Number(digits);
    if (digits.length > limits.integerDigits) throw new RangeError("too many digits");
    return BigInt(digits);
  };
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

import { parse } from "lossless-json";
import { isJsonWithinLimits } from "./json";
import { limits } from "./limits";

/** JSON with exact integers: money must not pass through floating point. */
export type Exact = null | boolean | bigint | number | string | readonly Exact[] | ExactObject;

export interface ExactObject {
  readonly [key: string]: Exact;
}

/**
 * Parses JSON. Integers of up to 1,000 digits become bigints, other numbers stay numbers. Returns undefined for text that is not JSON, is
 * nested too deep, or has too many values or digits.
 */
export function parseExact(text: string): Exact | undefined {
  if (!isJsonWithinLimits(text)) return undefined;
  const parseNumber = (digits: string): Exact => {
    if (!/^-?\d+$/.test(digits)) return Number(digits);
    if (digits.length > limits.integerDigits) throw new RangeError("too many digits");
    return BigInt(digits);
  };
  // The last of equal keys wins, as everywhere in the simulator.
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

import { z } from "zod";

/**
 * Greatest amount, in centavos. Meta documents "Integer" without a bound; integers of the Graph API have 64 bits with a sign (not stated
 * on the orders page).
 */
export const maxCentavos = 2n ** 63n - 1n;

/** Amount in a program, in centavos: a whole number up to 2^53 - 1, a bigint, or digits as text. `1234` is R$ 12,34. */
export type Centavos = number | bigint | string;

/** Converts an amount to bigint, or returns why it is invalid. Never rounds. */
export function centavosOf(value: unknown): bigint | { readonly problem: string } {
  if (typeof value === "bigint") return value;
  if (typeof value === "string" && /^-?\d{1,30}$/.test(value)) return BigInt(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (value === undefined) return { problem: "is required" };
  if (typeof value !== "number") {
    return { problem: `must be a whole number of centavos, but is ${describeType(value)}` };
  }
  return {
    problem: Number.isInteger(value)
      ? `is ${value}, beyond 2^53 - 1, where a number loses digits; use a bigint or digits in quotes`
      : `is ${value}; amounts are whole centavos, so R$ 12,34 is 1234`,
  };
}

function describeType(value: unknown): string {
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "an array"
      : typeof value === "string"
        ? "text"
        : typeof value;
}

/** Schema of an amount, `least` to 2^63 - 1. `read` converts a value to an integer. */
function centavos(least: 0n | 1n, read = centavosOf) {
  return z.unknown().transform((value, context): bigint => {
    const amount = read(value);
    const problem = typeof amount === "bigint" ? rangeProblem(amount, least) : amount.problem;
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    return typeof amount === "bigint" ? amount : z.NEVER;
  });
}

function rangeProblem(amount: bigint, least: 0n | 1n): string | undefined {
  if (amount < least) {
    return `is ${inDigits(amount)}, but must be ${least === 0n ? "0 or a positive integer" : "a positive integer; omit it if it costs nothing"}`;
  }
  return amount > maxCentavos ? `is ${inDigits(amount)}; Meta's largest integer is 2^63 - 1` : undefined;
}

function inDigits(amount: bigint): string {
  return amount >= farBeyond ? "an integer of more than 40 digits" : String(amount);
}
const farBeyond = 10n ** 40n;

/** Amount in a program. */
export const positiveCentavos = centavos(1n);
/** Tax (Meta: "Even though the object is required, the amount can be zero") and shipping, which Meta documents in the same way. */
export const freeCentavos = centavos(0n);

// In Meta's JSON text is not an integer, and neither is a number that `parseJsonIntegers` returns as text.
function wireInteger(value: unknown): ReturnType<typeof centavosOf> {
  return typeof value === "string" ? { problem: "must be an integer, but is text or has decimals" } : centavosOf(value);
}
export const wirePositive = centavos(1n, wireInteger);
export const wireFree = centavos(0n, wireInteger);

/** Converts an amount to a JSON value: a number if that is exact, else a bigint. */
export function wireNumber(amount: bigint): number | bigint {
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(amount) : amount;
}

/** Longer than any amount; parsing more would take quadratic time. */
const mostCharacters = 60;

/**
 * Parses an amount in reais to centavos, in Brazilian or program notation: `"1.234,56"`, `"1234,5"`, `"1234.56"`, `"R$ 12"`. Never rounds.
 * @throws TypeError when it is not text: a number has no exact centavos.
 * @throws RangeError when it is not an amount, has more than two decimals, or is ambiguous (`"1.234"`).
 */
export function reais(text: string): bigint {
  requireText(text);
  const plain = text.length > mostCharacters ? "" : text.replace(/^\s*(?:R\$)?\s*|\s+$/g, "");
  const parts = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(plain) ?? /^(\d+)\.(\d{1,2})$/.exec(plain);
  const [, whole = "", decimals = ""] = parts ?? [];
  if (parts === null) {
    throw new RangeError(
      `${JSON.stringify(text.slice(0, 40))} is not an amount in reais; write it like "1234,56", "1.234,56" or "1234.56"`,
    );
  }
  if (decimals === "" && whole.includes(".")) {
    throw new RangeError(
      `${JSON.stringify(text.slice(0, 40))} is ambiguous (thousands separator or decimal point); write the centavos too, like "${whole},00"`,
    );
  }
  return BigInt(whole.replaceAll(".", "") + decimals.padEnd(2, "0"));
}

/** @throws TypeError for a value that only plain JavaScript can pass. */
function requireText(value: unknown): asserts value is string {
  if (typeof value === "string") return;
  const [given, reason] = describeNoText(value);
  throw new TypeError(`reais() reads text, not ${given}${reason}. Write the amount in quotes, like reais("12,50").`);
}

function describeNoText(value: unknown): readonly [given: string, reason: string] {
  switch (typeof value) {
    case "number":
      return [`the number ${value}`, ": a number has no exact centavos"];
    case "bigint":
      return ["a bigint", ": a bigint is an amount in whole centavos already"];
    case "undefined":
      return ["undefined", ""];
    default:
      return [value === null ? "null" : `a value of type ${typeof value}`, ""];
  }
}

/**
 * Formats centavos: `123456n` becomes `R$ 1.234,56`.
 * @throws TypeError when it is not a whole number of centavos.
 */
export function formatReais(centavos: bigint): string {
  const amount = centavosOf(centavos);
  if (typeof amount !== "bigint") throw new TypeError(`formatReais(): the amount ${amount.problem}.`);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${amount < 0n ? "-" : ""}R$ ${whole},${digits.slice(-2)}`;
}

import { z } from "zod";
import { countCharacters } from "../limits";
import { orderLimits } from "./limits";

/** Text that a person sees, with Meta's limit. */
export const shown = (most: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .refine((text) => text.isWellFormed(), "has half of a surrogate pair; write the whole character (UTF-16)")
    .refine((text) => text.length <= most || countCharacters(text) <= most, {
      error: ({ input }) => tooLong(input, most),
    });

const tooLong = (text: unknown, most: number): string =>
  `has ${countCharacters(typeof text === "string" ? text : "")} characters; Meta allows at most ${most}`;

/** Text that Meta requires and puts no limit on. */
export const required = z.string().min(1, "must not be empty");

/** Ours to choose, once for each order_details message of a business. */
export const referenceId = z
  .string()
  .min(1, "must not be empty")
  .max(orderLimits.referenceId, { error: ({ input }) => tooLong(input, orderLimits.referenceId) })
  .regex(/^[\w.-]*$/, "may have English letters, numbers, underscores, dashes and dots only");

const httpAddress = /^https?:\/\//i;
export const address = z
  .string()
  .refine((text) => httpAddress.test(text) && URL.canParse(text), "must be an address that begins with https://");

/** `order_details` only: how many of one item. */
export const quantity = z.unknown().transform((value, context): number => {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 1) return number;
  context.addIssue({ code: "custom", message: value === undefined ? "is required" : "must be a whole number from 1" });
  return z.NEVER;
});

/** UTC seconds as Meta takes them: text in `order_details`, a number in `order_status`. */
export const secondsText = z.string().regex(/^\d{1,12}$/, 'must be UTC time in seconds as text, like "1893456000"');
export const secondsNumber = z
  .number()
  .int("must be UTC time in whole seconds")
  .min(0, "must be UTC time in seconds")
  // Milliseconds by mistake.
  .max(99_999_999_999, "must be UTC time in seconds, not milliseconds");

/** Kinds of keys that a Pix account may be found by. */
export const pixKeyTypes = ["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"] as const;
export type PixKeyType = (typeof pixKeyTypes)[number];

export const orderTypes = ["digital-goods", "physical-goods"] as const;
export type OrderType = (typeof orderTypes)[number];

export const callbackData = required.max(orderLimits.callbackData, {
  error: ({ input }) => tooLong(input, orderLimits.callbackData),
});

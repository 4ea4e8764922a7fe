import { z } from "zod";
import { countCharacters } from "../limits";
import { urlOf } from "../url";
import { orderLimits } from "./limits";

const text = z
  .string()
  .refine((value) => value.isWellFormed(), "has half of a surrogate pair; write the whole character (UTF-16)");

function atMost(most: number, counted: (text: string) => number) {
  return ({ value, issues }: z.core.ParsePayload<string>): void => {
    const count = value.length > most ? counted(value) : 0;
    if (count <= most) return;
    const message = `has ${count} characters; Meta allows at most ${most}`;
    issues.push({ code: "custom", message, input: value, continue: true });
  };
}

/** Optional text with Meta's limit. Meta does not document that it must not be empty. */
export function limitedText(most: number) {
  return text.check(atMost(most, countCharacters));
}

/** Visible text that Meta requires, with Meta's limit. */
export function requiredText(most: number) {
  return limitedText(most).min(1, "must not be empty");
}

/** Body and footer of every message. */
export const bodyText = requiredText(orderLimits.body);
export const footerText = requiredText(orderLimits.footer);

/** Text that Meta requires, without a limit. */
export const required = text.min(1, "must not be empty");

/** Chosen by the business; unique for each of its order_details messages. */
export const referenceId = z
  .string()
  .min(1, "must not be empty")
  .check(atMost(orderLimits.referenceId, ({ length }) => length))
  .regex(/^[\w.-]*$/, "may have English letters, numbers, underscores, dashes and dots only");

// A payment link "will be opened in the web browser" (Meta, payments-br/payment-links).
const httpAddress = /^https?:\/\//i;
export const address = z
  .string()
  .refine(
    (value) => httpAddress.test(value) && urlOf(value) !== undefined,
    "must be an address that begins with https:// (or http://)",
  );

/** Quantity of an item; in `order_details` only. */
export const quantity = z.unknown().transform((value, context): number => {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 1) return number;
  context.addIssue({
    code: "custom",
    message: value === undefined ? "is required" : "must be a whole number from 1 to 2^53 - 1",
  });
  return z.NEVER;
});

/** UTC seconds in Meta's formats: text in `order_details`, a number in `order_status`. */
export const secondsText = z.string().regex(/^\d{1,12}$/, 'must be UTC time in seconds as text, like "1893456000"');
export const secondsNumber = z
  .number()
  .int("must be UTC time in whole seconds")
  .min(0, "must be UTC time in seconds")
  // Milliseconds by mistake.
  .max(99_999_999_999, "must be UTC time in seconds, not milliseconds");

/** Kinds of Pix keys. */
export const pixKeyTypes = ["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"] as const;
export type PixKeyType = (typeof pixKeyTypes)[number];

export const orderTypes = ["digital-goods", "physical-goods"] as const;
export type OrderType = (typeof orderTypes)[number];

/** Message that this one replies to; allowed in every message (facebook/openapi, MessageContext). */
export const context = z.strictObject({ messageId: required });

export const callbackData = requiredText(orderLimits.callbackData);

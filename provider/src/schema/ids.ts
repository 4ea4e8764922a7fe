import { z } from "zod";

const text = z.string({
  error: (issue) =>
    typeof issue.input === "number"
      ? "is a number; write it as text in quotes, since long ids lose digits as numbers"
      : undefined,
});

/** Graph object ids are decimal digits; longer than 2^53, so always text. */
export const graphId = text.regex(/^[0-9]{1,32}$/, "must be 1 to 32 digits, as Meta shows the id");

/** Ad account id without the prefix `act_` of Meta's URLs. */
export const adAccountId = text.regex(/^[0-9]{1,32}$/, "must be 1 to 32 digits, the ad account id without act_");

/**
 * True for a business-scoped user id: ISO country code, dot, up to 128 letters or digits; a parent id, of portfolios that Meta linked, has
 * `ENT.` in between. The whole text is the id.
 * Source: Meta, "Business-scoped user IDs", 2026.
 */
export function isUserId(text: string): boolean {
  return /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text);
}

/** True for text in the style of a user id, valid or not; no phone number begins like that. */
export function resemblesUserId(text: string): boolean {
  return /^\s*[A-Za-z]{2}\./.test(text);
}

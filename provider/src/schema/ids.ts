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

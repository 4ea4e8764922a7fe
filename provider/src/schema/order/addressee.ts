import { isUserId, resemblesUserId } from "../ids";
import type { Failure } from "../failures";
import { required } from "./fields";

/** Recipient of a message: a phone number, or the user id that webhooks send in place of a number. */
export type AddresseeArgs =
  | {
      /** WhatsApp id or phone number with country code, Brazilian. */
      readonly to: string;
      /** Ignored if `to` is set, also by Meta. */
      readonly recipient?: string | undefined;
    }
  | {
      readonly to?: undefined;
      /** Business-scoped user id (`BR.4Xk9`, or `BR.ENT.3K` of linked portfolios), of the business portfolio that sends. */
      readonly recipient: string;
    };

/** An addressee after validation: at least one of the two is set. */
export interface Addressee {
  readonly to?: string | undefined;
  readonly recipient?: string | undefined;
}

const phoneNumber = /^\+?[\d\s().-]*\d[\d\s().-]*$/;

/** Fields of a message that name the person. */
export const addresseeShape = {
  to: required
    .refine((to) => !resemblesUserId(to), {
      error: "is a user id, not a phone number; put it into `recipient`",
      abort: true,
    })
    .refine((to) => to === "" || phoneNumber.test(to), "must be a phone number with country code, in digits")
    .optional(),
  recipient: required
    .refine((recipient) => !phoneNumber.test(recipient), {
      error: "is a phone number, not a user id; put it into `to`",
      abort: true,
    })
    .refine(
      (recipient) => recipient === "" || isUserId(recipient),
      "must be a business-scoped user id: country code, dot, letters and digits, such as BR.4Xk9 or BR.ENT.3K",
    )
    .optional(),
} as const;

/** Reports a message without an addressee. */
export function addresseeFailures(input: Readonly<Record<string, unknown>>): Failure[] {
  return input["to"] === undefined && input["recipient"] === undefined
    ? [{ path: "to", reason: "is required unless `recipient` has a business-scoped user id" }]
    : [];
}

/** Phone number or user id of the recipient: `to` takes precedence, as with Meta. */
export function addresseeOf({ to, recipient }: Addressee): string {
  return to ?? recipient ?? "";
}

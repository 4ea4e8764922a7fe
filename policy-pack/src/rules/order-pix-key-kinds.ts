import { pixKeyTypes, type PixKeyType } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { bounded } from "../finding";
import { messagingPolicyOn } from "./basis";
import { orderRule } from "./rule";

// A CPF is the tax number of a person, and a phone mostly a person's own. An e-mail address may be a role of the business.
const ofBusinesses: readonly PixKeyType[] = ["CNPJ", "EMAIL", "EVP"];

/** Of the key itself nothing is quoted: those that are not allowed are numbers of people. */
export const orderPixKeyKinds = orderRule({
  id: "whatsapp-order-pix-key-kinds",
  description: "People pay by Pix to keys of the kinds that are allowed, by default none that is a number of a person.",
  severity: "medium",
  basis: messagingPolicyOn("Do not share (...) personal ID card numbers, or other sensitive identifiers"),
  steps:
    "Use a key of an allowed kind: the CNPJ of the business, or a random key (EVP), which says nothing about anybody. Where people trade under their own CPF, add the kind to the option `allowed`.",
  looksAt: "pixKeyKinds",
  options: z.strictObject({
    allowed: z
      .array(z.enum(pixKeyTypes))
      .min(1, "must name one kind at least")
      .default([...ofBusinesses])
      .describe(
        "Kinds of Pix keys that may be used, each one of CPF, CNPJ, EMAIL, PHONE and EVP (a random key). The default leaves out CPF and PHONE, which are numbers of people.",
      ),
  }),
  check: ({ allowed }) => {
    const kinds = new Set(allowed);
    const fix = `Use a key of the kind ${allowed.join(", ")}.`;
    return (keys) =>
      bounded(
        keys.flatMap(({ path, value }) =>
          kinds.has(value) ? [] : [{ path, says: `a Pix key of the kind ${value} is not allowed`, fix }],
        ),
      );
  },
});

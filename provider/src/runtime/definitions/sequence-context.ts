import { whereToSet } from "../../schema/settings";
import { createContext, nameObject, type Hints, type OperationContext } from "../error-messages";
import type { ObjectRef, Properties } from "../properties";
import { describeInUse } from "./sequence-deletion";

export function createSequenceContext(verb: string, ref: Partial<ObjectRef>, { name }: Properties): OperationContext {
  const { scopeId = "", id } = ref;
  const target = nameObject("sequence", {
    ...{ scope: "account", scopeId, id },
    name: typeof name === "string" ? name : undefined,
  });
  const context = createContext({ verb, target, hints: sequenceHints(scopeId) });
  return {
    ...context,
    describeRejection: (error) => (error.meaning.kind === "in-use" ? describeInUse(context, error) : undefined),
  };
}

/** Returns remediation by kind of Graph error. `where` tells where a setting is set. */
export function sequenceHints(wabaId: string, where = whereToSet): Hints {
  return {
    permission: `Grant the app whatsapp_business_management and give the token's user access to account ${wabaId}.`,
    "no-such-object": `Check that ${wabaId} is the WhatsApp Business Account id (not a phone number id) and that the token may see it; set it with ${where("wabaId")}.`,
    "invalid-data": "Correct the text, autofill message or ice breakers as Meta says and run again.",
    "create-failed": `Check that the token has whatsapp_business_management for account ${wabaId}, then run again.`,
    "update-failed": "Check the sequence's fields and the token's permission for the account, then run again.",
    "not-loadable":
      "Either it does not exist or the token may not see it: run `pulumi refresh` with the token of the app that created it, then run again.",
  };
}

import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { RuleId } from "../rules";
import { select } from "./policies";

/** Ids of the policies that are no rules of their own: what is secret, and what waivers do. */
export type CompanionId = "whatsapp-secret-texts" | "whatsapp-waived" | "whatsapp-expired-waivers";
export type PolicyId = RuleId | CompanionId;

/**
 * Each policy by its id, at the level of the preset `recommended` (`disabled` where that does not name it), for packs that are put together
 * one by one: `{ ...policies["whatsapp-max-links"], enforcementLevel: "advisory" }`. Without `whatsapp-secret-texts` in the pack, findings may
 * quote a piece of a text that is secret.
 */
export const policies = Object.fromEntries(select().map((policy) => [policy.name, policy])) as Readonly<
  Record<PolicyId, ResourceValidationPolicy | StackValidationPolicy>
>;

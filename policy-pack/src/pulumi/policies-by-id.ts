import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { RuleId } from "../rules";
import { select } from "./policies";

/** Ids of the policies that are not rules: they handle secrets and waivers. */
export type CompanionId = "whatsapp-secret-texts" | "whatsapp-waived" | "whatsapp-expired-waivers";
export type PolicyId = RuleId | CompanionId;

/**
 * Policies by id, with the enforcement levels of the preset `recommended` (`disabled` if the preset does not name them), for packs that list
 * their policies: `{ ...policies["whatsapp-max-links"], enforcementLevel: "advisory" }`. Without `whatsapp-secret-texts` in the pack, findings
 * may quote secret texts.
 */
export const policies = Object.fromEntries(select().map((policy) => [policy.name, policy])) as Readonly<
  Record<PolicyId, ResourceValidationPolicy | StackValidationPolicy>
>;

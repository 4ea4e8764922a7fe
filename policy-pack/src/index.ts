export { policies, type CompanionId, type PolicyId } from "./pulumi/policies-by-id";
export { select } from "./pulumi/policies";
export { presets, type Preset } from "./presets";
export { InvalidSelection, type Override, type SelectionArgs } from "./selection";
export { rules, type RuleId } from "./rules";
export type { Reference } from "./rules/reference";
export type { EnforcementLevel, Rule, Severity } from "./rules/rule";
export type { Language } from "./text/language";
export type { Waiver } from "./waivers";

import { noPlaceholders } from "./no-placeholders";

/** All rules, in the order in which they are documented. */
export const rules = [noPlaceholders] as const;

export type AnyRule = (typeof rules)[number];
export type RuleId = AnyRule["id"];

import { approvedContent } from "./approved-content";
import { freezeWindow } from "./freeze-window";
import { maxSequences } from "./max-sequences";
import { naming } from "./naming";
import { noPlaceholders } from "./no-placeholders";
import { protectInUse } from "./protect-in-use";
import { uniqueContent } from "./unique-content";

/** All rules, in the order in which they are documented. */
export const rules = [
  noPlaceholders,
  uniqueContent,
  protectInUse,
  maxSequences,
  naming,
  approvedContent,
  freezeWindow,
] as const;

export type AnyRule = (typeof rules)[number];
export type RuleId = AnyRule["id"];

import type { Level } from "./rules/rule";
import type { RuleId } from "./rules";

/** Named choices of levels; a rule that a preset does not name is disabled in it. */
export const presets = {
  /** Rules without false alarms on the corpus. */
  recommended: {
    "whatsapp-no-placeholders": "mandatory",
  },
  /** All that looks at words too. */
  strict: {
    "whatsapp-no-placeholders": "mandatory",
  },
  /** Recommended, and what a business in Brazil is asked about. */
  brazil: {
    "whatsapp-no-placeholders": "mandatory",
  },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<RuleId, Level>>>>>;

export type Preset = keyof typeof presets;

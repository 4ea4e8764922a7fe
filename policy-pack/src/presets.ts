import type { Level } from "./rules/rule";
import type { RuleId } from "./rules";

const recommended = {
  "whatsapp-no-sensitive-requests": "mandatory",
  "whatsapp-no-sensitive-data": "mandatory",
  "whatsapp-no-secrets": "mandatory",
  "whatsapp-no-link-shorteners": "mandatory",
  "whatsapp-https-links": "advisory",
  "whatsapp-no-ip-links": "mandatory",
  "whatsapp-no-placeholders": "mandatory",
  "whatsapp-balanced-formatting": "advisory",
  "whatsapp-plain-ice-breakers": "advisory",
  "whatsapp-distinct-ice-breakers": "advisory",
  "whatsapp-text-length": "advisory",
  "whatsapp-tidy-ends": "advisory",
  "whatsapp-nfc": "advisory",
  "whatsapp-no-hidden-characters": "mandatory",
  "whatsapp-no-mixed-scripts": "mandatory",
  "whatsapp-unique-content": "advisory",
  "whatsapp-protect-in-use": "advisory",
} as const;

/**
 * Named choices of levels; a rule that a preset does not name is disabled in it. Rules about an organisation's own words, domains,
 * amounts or calendar are in none: they begin with their options.
 */
export const presets = {
  /** Rules without a false alarm on the corpus (docs/policy-corpus.md). */
  recommended,
  /** The same, all mandatory, and the word lists, advisory. */
  strict: {
    "whatsapp-no-sensitive-requests": "mandatory",
    "whatsapp-no-sensitive-data": "mandatory",
    "whatsapp-no-secrets": "mandatory",
    "whatsapp-no-threats": "advisory",
    "whatsapp-restricted-trades": "advisory",
    "whatsapp-restricted-senders": "advisory",
    "whatsapp-path-to-person": "advisory",
    "whatsapp-no-link-shorteners": "mandatory",
    "whatsapp-https-links": "mandatory",
    "whatsapp-no-ip-links": "mandatory",
    "whatsapp-no-chat-links": "mandatory",
    "whatsapp-max-links": "mandatory",
    "whatsapp-no-placeholders": "mandatory",
    "whatsapp-balanced-formatting": "mandatory",
    "whatsapp-plain-ice-breakers": "mandatory",
    "whatsapp-distinct-ice-breakers": "mandatory",
    "whatsapp-text-length": "mandatory",
    "whatsapp-no-shouting": "advisory",
    "whatsapp-tidy-ends": "mandatory",
    "whatsapp-nfc": "mandatory",
    "whatsapp-no-hidden-characters": "mandatory",
    "whatsapp-no-mixed-scripts": "mandatory",
    "whatsapp-unique-content": "mandatory",
    "whatsapp-protect-in-use": "mandatory",
    "whatsapp-order-pix-key-kinds": "mandatory",
  },
  /**
   * Recommended, and what a business in Brazil is asked about: restricted trades, pressure on debtors, a way to a person, Pix keys that are
   * numbers of people. The last is advisory: whoever trades without a CNPJ may have no other key.
   */
  brazil: {
    ...recommended,
    "whatsapp-no-threats": "advisory",
    "whatsapp-restricted-trades": "advisory",
    "whatsapp-path-to-person": "advisory",
    "whatsapp-no-chat-links": "advisory",
    "whatsapp-order-pix-key-kinds": "advisory",
  },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<RuleId, Level>>>>>;

export type Preset = keyof typeof presets;

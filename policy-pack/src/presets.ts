import type { EnforcementLevel } from "./rules/rule";
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
  "whatsapp-no-surrounding-whitespace": "advisory",
  "whatsapp-unicode-nfc": "advisory",
  "whatsapp-no-hidden-characters": "mandatory",
  "whatsapp-no-mixed-scripts": "mandatory",
  "whatsapp-unique-content": "advisory",
  "whatsapp-protect-in-use": "advisory",
} as const;

/**
 * Named sets of enforcement levels. A preset disables the rules that it does not name. Rules about an organization's own words, domains,
 * amounts or calendar are in no preset: their options enable them.
 */
export const presets = {
  /** Rules without a false alarm in the corpus (docs/policy-corpus.md). */
  recommended,
  /** The same rules, all mandatory, plus the rules with word lists, advisory. */
  strict: {
    "whatsapp-no-sensitive-requests": "mandatory",
    "whatsapp-no-sensitive-data": "mandatory",
    "whatsapp-no-secrets": "mandatory",
    "whatsapp-no-threats": "advisory",
    "whatsapp-restricted-trades": "advisory",
    "whatsapp-restricted-senders": "advisory",
    "whatsapp-no-impersonation": "advisory",
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
    "whatsapp-no-surrounding-whitespace": "mandatory",
    "whatsapp-unicode-nfc": "mandatory",
    "whatsapp-no-hidden-characters": "mandatory",
    "whatsapp-no-mixed-scripts": "mandatory",
    "whatsapp-unique-content": "mandatory",
    "whatsapp-protect-in-use": "mandatory",
    "whatsapp-order-pix-key-kinds": "mandatory",
    "whatsapp-order-pix-codes": "mandatory",
  },
  /**
   * The recommended rules, plus rules for businesses in Brazil: restricted trades, pressure on debtors, a path to a person, and Pix keys that
   * identify people. The last one is advisory: sellers without a CNPJ may have no other key.
   */
  brazil: {
    ...recommended,
    "whatsapp-no-threats": "advisory",
    "whatsapp-restricted-trades": "advisory",
    "whatsapp-path-to-person": "advisory",
    "whatsapp-no-chat-links": "advisory",
    "whatsapp-order-pix-key-kinds": "advisory",
    "whatsapp-order-pix-codes": "advisory",
  },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<RuleId, EnforcementLevel>>>>>;

export type Preset = keyof typeof presets;

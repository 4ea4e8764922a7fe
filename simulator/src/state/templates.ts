/** Statuses of Meta that a send can encounter. */
export const templateStatuses = ["APPROVED", "PENDING", "PAUSED", "REJECTED", "DISABLED"] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

export const templateCategories = ["UTILITY", "MARKETING", "AUTHENTICATION"] as const;
export type TemplateCategory = (typeof templateCategories)[number];

/** Source: Meta's page "Order details template" (30 Jun 2026): a header is text, an image or a document. */
export const headerFormats = ["TEXT", "IMAGE", "DOCUMENT"] as const;
export type HeaderFormat = (typeof headerFormats)[number];

/** A component with the keys of Meta's create call. Texts may have placeholders, `{{1}}` or `{{name}}`. */
export type TemplateComponent =
  | { readonly type: "HEADER"; readonly format: HeaderFormat; readonly text?: string }
  | { readonly type: "BODY"; readonly text: string }
  | { readonly type: "FOOTER"; readonly text: string }
  | { readonly type: "BUTTONS"; readonly buttons: readonly TemplateButton[] };

export interface TemplateButton {
  /** `ORDER_DETAILS` makes a template for order details. */
  readonly type: string;
  readonly text: string;
}

/** A message template of a business account. */
export interface Template {
  /** See `templateKey`. */
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  /** `ORDER_STATUS` for a template with an order status; otherwise null. */
  readonly subCategory: string | null;
  readonly status: TemplateStatus;
  readonly components: readonly TemplateComponent[];
}

/** Source: Meta's page on templates: a name is unique with its language in an account. */
export function templateKey(wabaId: string, name: string, language: string): string {
  return `${wabaId}/${name}/${language}`;
}

export function componentOf<Type extends TemplateComponent["type"]>(
  { components }: Template,
  type: Type,
): Extract<TemplateComponent, { readonly type: Type }> | undefined {
  return components.find((part): part is Extract<TemplateComponent, { readonly type: Type }> => part.type === type);
}

const placeholder = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

/** Lists the distinct placeholders of a text in order: `1`, `2`, or names. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), ([, name = ""]) => name))];
}

/** Replaces placeholders with their values. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(placeholder, (all, name: string) => values.get(name) ?? all);
}

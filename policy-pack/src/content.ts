import { createHash } from "node:crypto";
import { contentKey, isUnknown } from "pulumi-whatsapp/schema";

/** Texts of one sequence. Texts that are missing, or not known during the preview, are absent. */
export interface Content {
  readonly name?: string;
  readonly text?: string;
  readonly autofill?: string;
  /** In order. Undefined for a title that is not known yet. */
  readonly iceBreakers: readonly (string | undefined)[];
  /** True if a text is secret or not known yet, so that rules cannot check the content as a whole. */
  readonly isPartial?: boolean;
}

/** Kinds of texts. Customers see all of them except the name. */
export type FieldKind = "name" | "text" | "autofill" | "iceBreakers";

const visibleFields = ["text", "autofill", "iceBreakers"] as const satisfies readonly FieldKind[];
export const allFields = ["name", ...visibleFields] as const satisfies readonly FieldKind[];

// WhatsApp accepts texts of 4,096 characters, so every text that can be sent is read in full.
const maxTextLength = 10_000;

/** True if rules read the whole text. */
export function fitsReadLimit(text: string): boolean {
  return text.length <= maxTextLength;
}

/** Cuts each text to the part that rules read. */
export function truncateTexts({ name, text, autofill, iceBreakers, ...more }: Content): Content {
  const truncate = (long: string): string =>
    fitsReadLimit(long) ? long : long.slice(0, maxTextLength).replace(/[\uD800-\uDBFF]$/, "");
  return {
    ...more,
    ...(name === undefined ? {} : { name: truncate(name) }),
    ...(text === undefined ? {} : { text: truncate(text) }),
    ...(autofill === undefined ? {} : { autofill: truncate(autofill) }),
    iceBreakers: iceBreakers.map((title) => (title === undefined ? title : truncate(title))),
  };
}

/** One text and its path in the resource's arguments, e.g. `iceBreakers[1].title`. */
export interface TextField {
  readonly kind: FieldKind;
  readonly path: string;
  readonly text: string;
}

/** Lists the known, non-empty texts of these kinds in reading order. */
export function listTextFields(content: Content, kinds: readonly FieldKind[] = visibleFields): readonly TextField[] {
  return [
    { kind: "name", path: "name", text: content.name } as const,
    { kind: "text", path: "text", text: content.text } as const,
    { kind: "autofill", path: "autofillMessage.content", text: content.autofill } as const,
    ...content.iceBreakers.map((text, i) => ({ kind: "iceBreakers", path: `iceBreakers[${i}].title`, text }) as const),
  ].flatMap(({ kind, path, text }) =>
    kinds.includes(kind) && text !== undefined && text !== "" ? [{ kind, path, text }] : [],
  );
}

/** Returns the value if it is a text that is known. */
export function getKnownText(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

/** Hashes a sequence's name and texts (SHA-256 in hex). Returns undefined if a text is not known. */
export function digestContent({ name, text, autofill, iceBreakers, isPartial = false }: Content): string | undefined {
  const titles = iceBreakers.filter((title) => title !== undefined);
  if (isPartial || name === undefined || text === undefined || titles.length < iceBreakers.length) return undefined;
  return createHash("sha256")
    .update(contentKey({ name, text, autofill, iceBreakers: titles }))
    .digest("hex");
}

/** HTML in which all text is escaped. Only `markup` creates it. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/** Template tag: escapes inserted text, in elements and in quoted attributes. Inserted markup stays, undefined is omitted. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, index) => part + toSource(values[index])).join(""));
}

/** Puts each part on a line of its own. An absent part leaves no empty line. */
export function markupLines(...parts: readonly (Markup | undefined)[]): readonly Markup[] {
  return parts.flatMap((part) => (part === undefined ? [] : [markup`\n${part}`]));
}

function toSource(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.source;
  return typeof value === "object" ? value.map(({ source }) => source).join("") : escapeHtml(String(value));
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Escapes text, and replaces characters that HTML does not allow with U+FFFD: controls, noncharacters, lone surrogates. */
function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

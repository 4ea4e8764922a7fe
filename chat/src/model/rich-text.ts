/** Text with WhatsApp's formatting, as blocks of one or more lines. */
export type RichText = readonly Block[];

export type Block =
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "quote"; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[]; readonly start?: number }
  | { readonly kind: "code"; readonly text: string };

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: InlineStyle; readonly content: readonly Inline[] };

/** Text in which no character is formatting. */
export function plainText(text: string): RichText {
  return text.split("\n").map((line) => ({ kind: "paragraph", content: [{ kind: "text", text: line }] }));
}

/** Bullet or number of a list item. */
export function listMarker({ start }: Extract<Block, { kind: "list" }>, index: number): string {
  return start === undefined ? "•" : `${start + index}.`;
}

export type InlineStyle = "bold" | "italic" | "strikethrough";

import type { Sequence } from "../world/entities";
import { cutText } from "../world/text";
import type { EffectOf, TextChange, TextChanges } from "./rule";

/** The row as a server stores it that thinks it knows better. */
export function transformed(row: Sequence, { name, text, title, autofill }: EffectOf<"transform">): Sequence {
  if (row.content === null) return { ...row, name: optionally(row.name, name) };
  const { ice_breakers, autofill_message, ...rest } = row.content;
  return {
    ...row,
    name: optionally(row.name, name),
    content: {
      ...rest,
      ...(rest.text === undefined ? {} : { text: changed(rest.text, text) }),
      ...(autofill_message === undefined
        ? {}
        : {
            autofill_message: autofill_message && {
              ...autofill_message,
              content: changed(autofill_message.content, autofill),
            },
          }),
      ...(ice_breakers === undefined
        ? {}
        : {
            ice_breakers:
              ice_breakers && ice_breakers.map((breaker) => ({ ...breaker, title: changed(breaker.title, title) })),
          }),
    },
  };
}

/** Of what is no sequence only the name is known here. */
export function renamed<Row extends { readonly name: string }>(row: Row, { name }: EffectOf<"transform">): Row {
  return { ...row, name: changed(row.name, name) };
}

function optionally(text: string | null, changes: TextChanges | undefined): string | null {
  return text === null ? null : changed(text, changes);
}

function changed(text: string, changes: TextChanges = []): string {
  const list: readonly TextChange[] = typeof changes === "string" || "cut" in changes ? [changes] : changes;
  return list.reduce(changedOnce, text);
}

function changedOnce(text: string, change: TextChange): string {
  switch (change) {
    case "trim":
      return text.trim();
    case "NFC":
      return text.normalize("NFC");
    case "line-ends":
      return text.replace(/\r\n?/g, "\n");
    default:
      return cutText(text, change.cut, change.ellipsis === true ? "..." : "");
  }
}

import type { Sequence } from "../state/entities";
import { cutText } from "../state/cut-text";
import type { EffectOf, TextChange, TextChanges } from "./fault-rule";

/** Applies text changes to a sequence. */
export function transformSequence(row: Sequence, { name, text, title, autofill }: EffectOf<"transform">): Sequence {
  if (row.content === null) return { ...row, name: changeNullableText(row.name, name) };
  const { ice_breakers: iceBreakers, autofill_message: autofillMessage, ...rest } = row.content;
  return {
    ...row,
    name: changeNullableText(row.name, name),
    content: {
      ...rest,
      ...(rest.text === undefined ? {} : { text: changeText(rest.text, text) }),
      ...(autofillMessage === undefined
        ? {}
        : {
            autofill_message: autofillMessage && {
              ...autofillMessage,
              content: changeText(autofillMessage.content, autofill),
            },
          }),
      ...(iceBreakers === undefined
        ? {}
        : {
            ice_breakers:
              iceBreakers && iceBreakers.map((breaker) => ({ ...breaker, title: changeText(breaker.title, title) })),
          }),
    },
  };
}

/** Applies text changes to the name of another row. */
export function transformName<Row extends { readonly name: string }>(row: Row, { name }: EffectOf<"transform">): Row {
  return { ...row, name: changeText(row.name, name) };
}

function changeNullableText(text: string | null, changes: TextChanges | undefined): string | null {
  return text === null ? null : changeText(text, changes);
}

function changeText(text: string, changes: TextChanges = []): string {
  const list: readonly TextChange[] = typeof changes === "string" || "cut" in changes ? [changes] : changes;
  return list.reduce(applyTextChange, text);
}

function applyTextChange(text: string, change: TextChange): string {
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

import { createHash } from "node:crypto";
import type { SequenceArgs } from "./sequence";

/**
 * Canonical form in which sequences are compared: only what Meta stores. Absent, null and empty are equal. Text is compared exactly (no
 * trimming, no Unicode normalization). The order of ice breakers matters.
 */
export interface SequenceContent {
  readonly name: string;
  readonly text: string;
  /** Undefined when there is none. */
  readonly autofill: string | undefined;
  readonly iceBreakers: readonly string[];
}

export function contentOf(
  args: Pick<SequenceArgs, "name" | "text" | "autofillMessage" | "iceBreakers">,
): SequenceContent {
  return {
    name: args.name,
    text: args.text,
    autofill: args.autofillMessage?.content || undefined,
    iceBreakers: (args.iceBreakers ?? []).map(({ title }) => title),
  };
}

/** Comparison key: equal keys mean equal content. Operations on identical content are serialized by this key. */
export function contentKey({ name, text, autofill, iceBreakers }: SequenceContent): string {
  return JSON.stringify([name, text, autofill ?? null, iceBreakers]);
}

/** Hash of the key, for states: content may be secret, and a state marks only properties of the same name as secret again. */
export function contentDigest(content: SequenceContent): string {
  return createHash("sha256").update(contentKey(content)).digest("hex");
}

export function sameContent(a: SequenceContent, b: SequenceContent): boolean {
  return contentKey(a) === contentKey(b);
}

/**
 * True if stored content may be the sent content after typical changes by a server: trimmed, composed (NFC), white space collapsed, or
 * truncated, with or without an ellipsis.
 */
export function mayBeStored(sent: SequenceContent, stored: SequenceContent): boolean {
  return (
    stored.iceBreakers.length <= sent.iceBreakers.length &&
    [
      [sent.name, stored.name],
      [sent.text, stored.text],
      [sent.autofill, stored.autofill],
      ...stored.iceBreakers.map((title, index) => [sent.iceBreakers[index], title]),
    ].every(([whole = "", part = ""]) => mayBeText(plainText(whole), plainText(part)))
  );
}

function mayBeText(whole: string, part: string): boolean {
  const kept = part.replace(/(…|\.\.\.)$/, "").trimEnd();
  return whole === part || (kept !== "" && whole.startsWith(kept));
}

/** Text in NFC, trimmed, with white space collapsed. */
export function plainText(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** Converts content to arguments; absent parts are omitted. */
export function argsOf({ name, text, autofill, iceBreakers }: SequenceContent) {
  return {
    name,
    text,
    ...(autofill === undefined ? {} : { autofillMessage: { content: autofill } }),
    ...(iceBreakers.length === 0 ? {} : { iceBreakers: iceBreakers.map((title) => ({ title })) }),
  };
}

/** Describes each part that differs: `text: sent "a", stored "b"`. */
export function describeDifference(sent: SequenceContent, stored: SequenceContent): string {
  const parts = (["name", "text", "autofill", "iceBreakers"] as const).filter(
    (part) => JSON.stringify(sent[part]) !== JSON.stringify(stored[part]),
  );
  return parts
    .map(
      (part) => `${part}: sent ${JSON.stringify(sent[part] ?? null)}, stored ${JSON.stringify(stored[part] ?? null)}`,
    )
    .join("; ");
}

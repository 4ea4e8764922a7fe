import { createHash } from "node:crypto";
import type { SequenceArgs } from "./sequence";

/**
 * The one form in which two sequences are compared: what Meta stores, nothing else. Absent, null and empty are one; text is
 * compared exactly (no trimming, no Unicode normalisation); the order of ice breakers matters.
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

/** Equal text means equal content; also the key under which identical content is serialised. */
export function contentKey({ name, text, autofill, iceBreakers }: SequenceContent): string {
  return JSON.stringify([name, text, autofill ?? null, iceBreakers]);
}

/** The key as a fingerprint, for states: content may be secret, and a state re-marks only properties of the same name. */
export function contentDigest(content: SequenceContent): string {
  return createHash("sha256").update(contentKey(content)).digest("hex");
}

export function sameContent(a: SequenceContent, b: SequenceContent): boolean {
  return contentKey(a) === contentKey(b);
}

/**
 * Whether stored content may be what was sent, changed as servers change text: trimmed, composed (NFC), white space joined, or cut at
 * its end, with or without an ellipsis.
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

/** Text as far as servers keep it. */
export function plainText(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** The content as arguments, absent parts left out. */
export function argsOf({ name, text, autofill, iceBreakers }: SequenceContent) {
  return {
    name,
    text,
    ...(autofill === undefined ? {} : { autofillMessage: { content: autofill } }),
    ...(iceBreakers.length === 0 ? {} : { iceBreakers: iceBreakers.map((title) => ({ title })) }),
  };
}

/** What differs, a phrase for each part: `text: sent "a", stored "b"`. */
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

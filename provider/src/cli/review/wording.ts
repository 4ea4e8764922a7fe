import type { ResourceKind } from "../../schema/resource-kinds";
import type { AffectedResource } from "./affected";
import type { Change, Operation } from "./change";
import type { PreviewFailure } from "../show/preview-failure";
import type { Review } from "./review";

/** Names of kinds in sentences. */
export const kindNames: Readonly<Record<ResourceKind, string>> = {
  sequence: "Welcome message",
  order: "Order",
  creative: "Ad creative",
  attachment: "Ad",
};

/** Operations in plain words, after the name of a resource. */
export const operationPhrases: Readonly<Record<Operation, string>> = {
  create: "is created",
  update: "is updated",
  replace: "is replaced",
  delete: "is deleted",
  import: "is imported",
};

export const operationIcons: Readonly<Record<Operation, string>> = {
  create: "🆕",
  update: "✏️",
  replace: "♻️",
  delete: "🗑️",
  import: "📥",
};

const operationNouns: Readonly<Record<Operation, readonly [string, string]>> = {
  create: ["new resource", "new resources"],
  update: ["update", "updates"],
  replace: ["replacement", "replacements"],
  delete: ["deletion", "deletions"],
  import: ["import", "imports"],
};

/** Counts the changes: `1 update, 1 replacement; 2 resources of other providers change`. */
export function summarize({ counts, otherChanges, failure }: Review): string {
  const parts = (Object.keys(operationNouns) as readonly Operation[]).flatMap((operation) => {
    const count = counts.get(operation) ?? 0;
    const [one, many] = operationNouns[operation];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const own = parts.length === 0 ? (failure === undefined ? "No WhatsApp resource changes" : "") : parts.join(", ");
  const others =
    otherChanges === 0 ? "" : `${otherChanges} other ${otherChanges === 1 ? "resource changes" : "resources change"}`;
  return [own, others].filter((part) => part !== "").join("; ");
}

const failureTitles: Readonly<Record<PreviewFailure["kind"], string>> = {
  blocked: "A mandatory policy blocks this update",
  failed: "The preview failed",
  unreadable: "This is not the output of a preview",
};

/** Headline about a failure, and the sentence after it. */
export function describeFailureKind({ failure, changes }: Review): { readonly title: string; readonly detail: string } {
  const { kind, reasons } = failure ?? { kind: "failed", reasons: [] };
  const title = failureTitles[kind];
  if (changes.length === 0) return { title, detail: "No changes can be shown." };
  if (kind !== "blocked") return { title, detail: "The changes below may be incomplete." };
  const others = reasons.length === 0 ? "" : " The preview also reports:";
  return { title, detail: `Nothing can be deployed before its violations are fixed.${others}` };
}

/** Notes that a reviewer should know before merging. */
export function listNotes(change: Change): readonly string[] {
  const inUse = describeUse(change);
  const { secretFields, isRetained } = change;
  return [
    ...(inUse === undefined ? [] : [inUse]),
    ...(isRetained ? ["It leaves the state only: with retainOnDelete, Pulumi deletes nothing at Meta."] : []),
    ...(secretFields.length === 0
      ? []
      : [
          `${secretFields.join(", ")}: ${secretFields.length === 1 ? "a secret value changes" : "secret values change"}.`,
        ]),
  ];
}

/** Meta rejects these operations on a sequence that an ad uses. */
function describeUse({ kind, operation, isUsedInAd, isRetained }: Change): string | undefined {
  if (kind !== "sequence" || !isUsedInAd || isRetained) return undefined;
  if (operation === "delete") {
    return "An ad uses this sequence, and Meta rejects its deletion. Point the ad at another sequence first.";
  }
  return operation === "update"
    ? 'An ad uses this sequence, and Meta rejects changes of it. Set onContentChange to "replace", or create a new sequence and point the ad at it.'
    : undefined;
}

/** A part of a sentence: words, or a name or id that is shown as code. */
export interface SentencePart {
  readonly text: string;
  readonly isCode: boolean;
}

/** Describes the effect on a creative or ad. */
export function describeAffected(affected: AffectedResource): readonly SentencePart[] {
  const { kind, name, adId } = affected;
  const code = (text: string): SentencePart => ({ text, isCode: true });
  const words = (text: string): SentencePart => ({ text, isCode: false });
  return [
    words(kind === "ad" ? "Ad " : "Ad creative "),
    code(name),
    ...(adId === undefined ? [] : [words(" (id "), code(adId), words(")")]),
    words(` ${describeEffect(affected)}.`),
  ];
}

function describeEffect({ kind, op }: AffectedResource): string {
  switch (op) {
    case "create":
      return kind === "ad" ? "starts to use it" : "is created with it";
    case "update":
      return kind === "ad" ? "switches to the new creative" : "is updated";
    case "replace":
      return kind === "ad" ? "is attached again" : "is replaced by one with the new sequence";
    case "delete":
      return kind === "ad" ? "no longer uses it" : "is deleted";
    default:
      return "does not change";
  }
}

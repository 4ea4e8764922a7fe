import { PartialFailure } from "../../provider/src/runtime/user-error";
import { CheckFailed } from "../support/world/engine";

const words: readonly (readonly [string, RegExp])[] = [
  ["stored differently", /Meta stored different content/],
  ["written, not confirmed", /was written, but/],
  ["fate unknown, the next run looks", /the next run finds it|look for it with/],
  ["made before and not confirmed", /could not confirm it, so no second one/],
  ["created beside another run", /probably created by another run at the same moment/],
  ["two candidates", /new sequences match:/],
  ["refused as a twin", /Set adoptSequenceId: "\d+"/],
  ["used in an ad", /\(4027012/],
  ["absence not proven", /does not prove that it is deleted/],
  ["not shown to this token", /does not show/],
  ["still there after a delete", /the sequence still exists/],
  ["managed by a sibling", /Another resource of this program manages it/],
  ["unreadable", /could not be read|cannot be read/],
  ["Meta refused", /Meta refused:/],
  ["Meta limits calls", /Meta is limiting calls/],
  ["gave up", /The outcome of the request|Meta failed to process the request/],
  ["out of time", /could not be reached/],
];

/** Ways that a few thousand cases may miss: waits are skipped, and sequences are not given to two resources. */
const rare: ReadonlySet<string> = new Set([
  "out of time",
  "still there after a delete",
  "made before and not confirmed",
  "two candidates",
  "managed by a sibling",
]);

/** Every way in which an operation ends in a few thousand cases. */
export const outcomes: readonly string[] = [
  "succeeded",
  "succeeded in spite of faults",
  "killed",
  "arguments refused",
  ...words.map(([outcome]) => outcome).filter((outcome) => !rare.has(outcome)),
];

/** What kind of failure this is; a text that fits none is told as it is. */
export function outcomeOf(error: Error): string {
  if (error instanceof CheckFailed) return "arguments refused";
  const text = error instanceof PartialFailure ? error.reasons.join(" ") : error.message;
  return words.find(([, pattern]) => pattern.test(text))?.[0] ?? `other: ${text}`;
}

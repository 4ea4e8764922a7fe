import { PartialFailure } from "../../provider/src/runtime/user-error";
import { CheckFailed } from "../support/world/engine";

const patterns: readonly (readonly [string, RegExp])[] = [
  ["stored differently", /Meta stored different content/],
  ["written, not confirmed", /was written, but/],
  ["outcome unknown, found by the next run", /the next run finds it|look for it with/],
  ["created before, not confirmed", /could not confirm it, so no second one/],
  ["created beside another run", /probably created by another run at the same moment/],
  ["two candidates", /new sequences match:/],
  ["rejected as a duplicate", /Set adoptSequenceId: "\d+"/],
  ["used in an ad", /\(4027012/],
  ["absence not proven", /does not prove that it is deleted/],
  ["not shown to this token", /does not show/],
  ["still exists after a delete", /the sequence still exists/],
  ["managed by a sibling", /Another resource of this program manages it/],
  ["unreadable", /could not be read|cannot be read/],
  ["rejected by Meta", /Meta refused:/],
  ["rate limit", /Meta is limiting (?:calls|all calls of this app)/],
  ["gave up", /The outcome of the request|Meta failed to process the request/],
  ["out of time", /could not be reached/],
];

/** Outcomes that a few thousand scenarios may miss: waits are skipped, and no two resources declare one sequence. */
const rare: ReadonlySet<string> = new Set([
  "out of time",
  "still exists after a delete",
  "created before, not confirmed",
  "two candidates",
  "managed by a sibling",
]);

/** Outcomes that a few thousand scenarios contain. */
export const outcomes: readonly string[] = [
  "succeeded",
  "succeeded despite faults",
  "killed",
  "arguments rejected",
  ...patterns.map(([outcome]) => outcome).filter((outcome) => !rare.has(outcome)),
];

/** Classifies a failure; returns the text of an unknown one. */
export function outcomeOf(error: Error): string {
  if (error instanceof CheckFailed) return "arguments rejected";
  const text = error instanceof PartialFailure ? error.reasons.join(" ") : error.message;
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? `other: ${text}`;
}

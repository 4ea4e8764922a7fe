import { appendFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

/** Columns of the table in docs/conformance.md, with the compared parts of each column. */
const columns = {
  calls: ["calls", "order"],
  state: ["rows", "frame", "cloud"],
  outputs: ["outputs"],
  exitCode: ["exitCode"],
  messages: ["errors", "changes", "policies", "isSummedUp", "document"],
} as const;
type Part = (typeof columns)[keyof typeof columns][number];
export type StepView = Readonly<Record<Part, unknown>>;

/** Logs which columns are equal in every step, for `npm run conformance`. Tests do not depend on it. */
export function logConformance(
  scenario: string,
  steps: readonly { readonly embedded: StepView; readonly real: StepView }[],
): void {
  const log = process.env["CONFORMANCE_LOG"];
  if (log === undefined) return;
  const same = Object.entries(columns).map(([column, parts]) => [
    column,
    steps.every(({ embedded, real }) => parts.every((part) => isDeepStrictEqual(embedded[part], real[part]))),
  ]);
  appendFileSync(
    log,
    `${JSON.stringify({ scenario, steps: steps.length, same: Object.fromEntries(same) as object })}\n`,
  );
}

import {
  comparableCalls,
  comparableCloud,
  comparableDocument,
  comparableFrame,
  comparableRows,
  misplacedRows,
  orderedCalls,
} from "./compare";
import { Renaming, normaliseValue } from "./normalise";
import { policyLines, type JsonMap, type StepResult } from "./recording";
import type { Scenario } from "./scenario";
import type { StepView } from "./conformance-log";

/** A refresh reads everything side by side, whatever depends on what. */
function isUnordered(command: string): boolean {
  return command.startsWith("refresh");
}
/** Operations that the CLI's summary does not count. */
const unshown: ReadonlySet<string> = new Set(["read", "discard"]);
const emptyState: JsonMap = { version: 3, deployment: {} };

/** A step of a scenario on the embedded engine and on the real one, without what may differ. */
export interface ComparedStep {
  readonly title: string;
  readonly embedded: StepView;
  readonly real: StepView;
}

export function compareSteps(
  { steps }: Scenario,
  embedded: readonly StepResult[],
  real: readonly StepResult[],
): readonly ComparedStep[] {
  const [embeddedNames, realNames] = [new Renaming(embedded), new Renaming(real)];
  return steps.map(({ run }, index) => ({
    title: `step ${String(index)}: pulumi ${run}`,
    embedded: viewOf(embedded, index, embeddedNames, !isUnordered(run)),
    real: viewOf(real, index, realNames, !isUnordered(run)),
  }));
}

/** Every step left the same behind, and a state that the CLI accepts. */
export function expectSame(compared: readonly ComparedStep[], embedded: readonly StepResult[]): void {
  for (const [index, { title, ...step }] of compared.entries()) {
    expect({ title, ...step.embedded }).toEqual({ title, ...step.real });
    expect(misplacedRows(embedded[index]?.state ?? emptyState)).toEqual([]);
  }
}

function viewOf(steps: readonly StepResult[], index: number, names: Renaming, isOrdered: boolean): StepView {
  const step = steps[index];
  if (step === undefined) throw new Error(`There is no step ${String(index)}.`);
  const before = steps[index - 1]?.state ?? emptyState;
  const policies = policyLines(step.stdout).map((line) => names.textWithSerial(line));
  // After a mandatory violation the text has no counts.
  const changes = policies.some((line) => line.includes("❌")) ? {} : step.changes;
  return {
    exitCode: step.exitCode,
    errors: step.errors,
    policies,
    isSummedUp: policies.length > 0 && step.stdout.includes("Resources:"),
    changes: Object.fromEntries(Object.entries(changes).filter(([op]) => !unshown.has(op))),
    calls: comparableCalls(step.rpc, names),
    order: orderedCalls(step.rpc, isOrdered ? [before, step.state] : []),
    rows: comparableRows(step.state, names),
    frame: comparableFrame(step.state),
    outputs: normaliseValue(step.outputs, names),
    cloud: comparableCloud(step.cloud, names),
    document: comparableDocument(step.document, names),
  };
}

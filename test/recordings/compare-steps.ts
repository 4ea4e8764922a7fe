import {
  comparableCalls,
  comparableCloud,
  comparableDocument,
  comparableFrame,
  comparableRows,
  findMisplacedRows,
  orderedCalls,
} from "./compare";
import { Renaming, normaliseValue } from "./normalise";
import { readPolicyLines, type JsonMap, type StepResult } from "./recording";
import type { Scenario } from "./scenario";
import type { StepView } from "./conformance-log";

/** True for a refresh, which reads all resources in parallel. */
function isUnordered(command: string): boolean {
  return command.startsWith("refresh");
}
/** Operations that the CLI's summary does not count. */
const uncounted: ReadonlySet<string> = new Set(["read", "discard"]);
const emptyState: JsonMap = { version: 3, deployment: {} };

/** A step of a scenario on both engines, without the parts that may differ. */
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

/** Expects equal results of both engines after every step, and a state that the CLI accepts. */
export function expectSame(compared: readonly ComparedStep[], embedded: readonly StepResult[]): void {
  for (const [index, { title, ...step }] of compared.entries()) {
    expect({ title, ...step.embedded }).toEqual({ title, ...step.real });
    expect(findMisplacedRows(embedded[index]?.state ?? emptyState)).toEqual([]);
  }
}

function viewOf(steps: readonly StepResult[], index: number, names: Renaming, isOrdered: boolean): StepView {
  const step = steps[index];
  if (step === undefined) throw new Error(`There is no step ${String(index)}.`);
  const before = steps[index - 1]?.state ?? emptyState;
  const policies = readPolicyLines(step.stdout).map((line) => names.textWithSerial(line));
  // After a mandatory violation, the CLI prints no counts.
  const changes = policies.some((line) => line.includes("❌")) ? {} : step.changes;
  return {
    exitCode: step.exitCode,
    errors: step.errors,
    policies,
    isSummedUp: policies.length > 0 && step.stdout.includes("Resources:"),
    changes: Object.fromEntries(Object.entries(changes).filter(([op]) => !uncounted.has(op))),
    calls: comparableCalls(step.rpc, names),
    order: orderedCalls(step.rpc, isOrdered ? [before, step.state] : []),
    rows: comparableRows(step.state, names),
    frame: comparableFrame(step.state),
    outputs: normaliseValue(step.outputs, names),
    cloud: comparableCloud(step.cloud, names),
    document: comparableDocument(step.document, names),
  };
}

import {
  comparableCalls,
  comparableCloud,
  comparableDocument,
  comparableFrame,
  comparableRows,
  misplacedRows,
  orderedCalls,
} from "./compare";
import { Renaming, normalised } from "./normalise";
import {
  loadRecording,
  policyLines,
  recordedChanges,
  recordedDocument,
  recordedErrors,
  type JsonMap,
  type Recording,
  type StepTrace,
} from "./recording";
import { runScenario, type ReplayedStep } from "./run-scenario";
import type { Scenario } from "./scenarios";
import { noteVerdict, type View } from "./verdict";

/** A program that throws keeps the SDK busy for more than a minute, on the real engine too. */
const TIMEOUT_MS = 300_000;
/** A refresh reads everything side by side, whatever depends on what. */
const UNORDERED = /^pulumi refresh/;
/** The summary of the recorded text leaves out what says nothing about changes. */
const UNSHOWN: ReadonlySet<string> = new Set(["read", "discard"]);
const EMPTY: JsonMap = { version: 3, deployment: {} };

/** One test per scenario: each step gives the same calls, state, outputs, counts, errors, rows and exit code. */
export function replayAll(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) {
    const recording = loadRecording(scenario.name);
    test(`${scenario.name}: ${recording.shows}`, () => replay(scenario, recording), TIMEOUT_MS);
  }
}

async function replay(scenario: Scenario, recording: Recording): Promise<void> {
  const replayed = await runScenario(scenario, recording);
  const expected = recording.steps.map((step) => ({
    ...step,
    changes: recordedChanges(step),
    document: recordedDocument(step),
    errors: recordedErrors(step),
  }));
  const recordedNames = new Renaming(recording.steps);
  const replayedNames = new Renaming(replayed);
  const steps = recording.steps.map(({ command }, index) => {
    const isOrdered = !UNORDERED.test(command);
    return {
      title: `step ${String(index)}: ${command}`,
      replayed: view(replayed, index, replayedNames, isOrdered),
      recorded: view(expected, index, recordedNames, isOrdered),
    };
  });
  noteVerdict(scenario.name, steps);
  for (const [index, { title, ...step }] of steps.entries()) {
    expect({ title, ...step.replayed }).toEqual({ title, ...step.recorded });
    expect(misplacedRows(replayed[index]?.state ?? EMPTY)).toEqual([]);
  }
}

type Comparable = StepTrace & Pick<ReplayedStep, "changes" | "errors" | "stdout">;

function view(steps: readonly Comparable[], index: number, names: Renaming, isOrdered: boolean): View {
  const step = steps[index];
  if (step === undefined) throw new Error(`there is no step ${String(index)}`);
  const before = steps[index - 1]?.state ?? EMPTY;
  const policies = policyLines(step.stdout).map((line) => names.textWithSerial(line));
  // After a mandatory violation the text has no counts.
  const changes = policies.some((line) => line.includes("❌")) ? {} : step.changes;
  return {
    exitCode: step.exitCode,
    errors: step.errors,
    policies,
    isSummedUp: policies.length > 0 && step.stdout.includes("Resources:"),
    changes: Object.fromEntries(Object.entries(changes).filter(([op]) => !UNSHOWN.has(op))),
    calls: comparableCalls(step.rpc, names),
    order: orderedCalls(step.rpc, isOrdered ? [before, step.state] : []),
    rows: comparableRows(step.state, names),
    frame: comparableFrame(step.state),
    outputs: normalised(step.outputs, names),
    cloud: comparableCloud(step.cloud, names),
    document: comparableDocument(step.document, names),
  };
}

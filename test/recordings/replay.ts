import { comparableCalls, comparableFrame, comparableRows, misplacedRows, orderedCalls } from "./compare";
import { Renaming, normalised } from "./normalise";
import { loadRecording, recordedChanges, recordedErrors, type JsonMap, type StepTrace } from "./recording";
import { runScenario, type ReplayedStep } from "./run-scenario";
import type { Scenario } from "./scenarios";

const EMPTY: JsonMap = { version: 3, deployment: {} };

/** One test per scenario: each step gives the same calls, state, outputs, counts, errors, rows and exit code. */
export function replayAll(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) {
    const recording = loadRecording(scenario.name);
    test(`${scenario.name}: ${recording.shows}`, async () => {
      const replayed = await runScenario(scenario, recording);
      const recordedNames = new Renaming(recording.steps);
      const replayedNames = new Renaming(replayed);
      recording.steps.forEach((recorded, index) => {
        const step = replayed[index];
        if (step === undefined) throw new Error(`Step ${String(index)} was not run.`);
        const before = recording.steps[index - 1]?.state ?? EMPTY;
        const expected = { ...recorded, changes: recordedChanges(recorded), errors: recordedErrors(recorded) };
        const title = `step ${String(index)}: ${recorded.command}`;
        const seen = view(step, replayed[index - 1]?.state ?? EMPTY, replayedNames);
        expect({ title, ...seen }).toEqual({ title, ...view(expected, before, recordedNames) });
        expect(misplacedRows(step.state)).toEqual([]);
      });
    });
  }
}

function view(step: StepTrace & Pick<ReplayedStep, "changes" | "errors">, before: JsonMap, names: Renaming): object {
  return {
    exitCode: step.exitCode,
    errors: step.errors,
    changes: step.changes,
    calls: comparableCalls(step.rpc, names),
    order: orderedCalls(step.rpc, [before, step.state]),
    rows: comparableRows(step.state, names),
    frame: comparableFrame(step.state),
    outputs: normalised(step.outputs, names),
    cloud: normalised(step.cloud, names),
  };
}

import { useWarmHost } from "../support/warm-host";
import { compareSteps, expectSame } from "./compare-steps";
import { EmbeddedEngine } from "./embedded-engine";
import { loadRecording, readStep } from "./recording";
import { runScenario } from "./run-scenario";
import { scenarios } from "./scenarios";
import { logConformance } from "./conformance-log";

const host = useWarmHost();

test.each(scenarios)("$name: $shows", async (scenario) => {
  const recording = loadRecording(scenario.name);
  expect(recording.steps.map(({ command }) => command)).toEqual(scenario.steps.map(({ run }) => run));
  const embedded = await runScenario(scenario, (project) => new EmbeddedEngine(project, host.startNode));
  const compared = compareSteps(scenario, embedded, recording.steps.map(readStep));
  logConformance(scenario.name, compared);
  expectSame(compared, embedded);
});

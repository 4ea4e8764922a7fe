import { compareSteps, expectSame } from "./compare-steps";
import { EmbeddedEngine } from "./embedded-engine";
import { loadRecording, readStep } from "./recording";
import { runScenario } from "./run-scenario";
import { scenarios } from "./scenarios";

// The other replays share one process.
const names: readonly string[] = ["basic", "program-throws", "secrets"];

test.each(scenarios.filter(({ name }) => names.includes(name)))(
  "$name with separate processes matches its recording",
  async (scenario) => {
    const embedded = await runScenario(scenario, (project) => new EmbeddedEngine(project));
    expectSame(compareSteps(scenario, embedded, loadRecording(scenario.name).steps.map(readStep)), embedded);
  },
);

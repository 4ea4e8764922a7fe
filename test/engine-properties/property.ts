import { rmSync } from "node:fs";
import * as fc from "fast-check";
import { steps, turnCounts } from "./operations";
import { runScenario, type Scenario } from "./scenario-runner";
import { programs, traits } from "./programs";
import { makeProject } from "./stack-harness";

const {
  ENGINE_PROPERTIES_SEED: seedText = "20261122",
  ENGINE_PROPERTIES_RUNS: runsText,
  ENGINE_PROPERTIES_PATH: path,
} = process.env;
const seed = seedText === "random" ? Date.now() % 2 ** 31 : Number(seedText);

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  program: programs,
  traits,
  steps,
  cancelTurns: turnCounts,
});

/** Runs random scenarios. `ENGINE_PROPERTIES_RUNS` overrides their number. */
export async function checkEngineProperties(numRuns: number): Promise<void> {
  const project = await makeProject();
  try {
    await fc.assert(
      fc.asyncProperty(scenarios, (scenario) => runScenario(project, scenario)),
      { numRuns: Number(runsText ?? numRuns), seed, ...(path === undefined ? {} : { path, endOnFailure: true }) },
    );
  } finally {
    rmSync(project.root, { recursive: true, force: true });
  }
}

import { rmSync } from "node:fs";
import * as fc from "fast-check";
import type { Project } from "../../engine/src/state";
import { steps, turnCounts } from "./operations";
import { play, type Scenario } from "./play";
import { programs, traits } from "./programs";
import { makeProject } from "./world";

const {
  ENGINE_PROPERTIES_SEED: seedText = "20261122",
  ENGINE_PROPERTIES_RUNS: runsText = "200",
  ENGINE_PROPERTIES_PATH: path,
} = process.env;
const seed = seedText === "random" ? Date.now() % 2 ** 31 : Number(seedText);

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  program: programs,
  traits,
  steps,
  cancelTurns: turnCounts,
});

let project: Project;
beforeAll(async () => {
  project = await makeProject();
});
afterAll(() => rmSync(project.root, { recursive: true, force: true }));

test("whatever happens, the state is a valid checkpoint and every row is in it or named in an error", async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, (scenario) => play(project, scenario)),
    { numRuns: Number(runsText), seed, ...(path === undefined ? {} : { path, endOnFailure: true }) },
  );
}, 3_600_000);

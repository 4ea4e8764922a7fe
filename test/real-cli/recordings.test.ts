import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { resolveSdk } from "../../engine/src/host/sdk";
import { compareSteps, expectSame } from "../recordings/compare-steps";
import { EmbeddedEngine } from "../recordings/embedded-engine";
import { RealCli } from "../recordings/real-cli";
import { saveRecording, type StepResult } from "../recordings/recording";
import { runScenario } from "../recordings/run-scenario";
import type { Scenario } from "../recordings/scenario";
import { scenarios } from "../recordings/scenarios";
import { useWarmHost } from "../support/warm-host";

const host = useWarmHost();
const recorded = {
  cli: execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim().replace(/^v/, ""),
  sdk: resolveSdk(__dirname).version,
  node: process.versions.node,
  date: new Date().toISOString().slice(0, 10),
};

// `npm run record` records the CLI with separate processes for programs, providers and policy packs.
const isRecording = process.env["RECORD"] === "1";
const nodeDir = isRecording ? undefined : host.createNodeCommand();
afterAll(async () => {
  if (nodeDir !== undefined) rmSync(await nodeDir, { recursive: true });
});

test.concurrent.each(scenarios)("$name on both engines: $shows", async (scenario) => {
  const real = await runScenario(scenario, async (project) => RealCli.open(project, await nodeDir));
  if (isRecording) record(scenario, real);
  const embedded = await runScenario(scenario, (project) => new EmbeddedEngine(project, host.startNode));
  expectSame(compareSteps(scenario, embedded, real), embedded);
});

function record({ name, shows, steps }: Scenario, real: readonly StepResult[]): void {
  saveRecording({
    ...{ scenario: name, shows, recorded },
    steps: steps.flatMap(({ run: command, step, fail }, index) => {
      const result = real[index];
      if (result === undefined) return [];
      const { exitCode, stdout, rpc, state, outputs, cloud } = result;
      return [{ command, step, fail, exitCode, stdout, rpc, state, outputs, cloud }];
    }),
  });
}

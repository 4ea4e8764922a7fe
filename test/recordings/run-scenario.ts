import type { Outcome, StepResult } from "./recording";
import type { Scenario, Step } from "./scenario";
import { TempProject } from "./temp-project";

/** Runs the commands of a scenario on the stack of its project. */
export interface Deployer {
  run(step: Step): Promise<Outcome>;
  close?(): void;
}

/** Runs all steps of a scenario in a temporary project. */
export async function runScenario(
  scenario: Scenario,
  open: (project: TempProject) => Deployer | Promise<Deployer>,
): Promise<readonly StepResult[]> {
  const project = new TempProject(scenario.program ?? scenario.name);
  try {
    const deployer = await open(project);
    const results: StepResult[] = [];
    for (const step of scenario.steps) {
      project.clearCalls();
      if (step.cloud !== undefined) project.changeCloud(step.cloud);
      Object.entries(step.files ?? {}).forEach(([path, text]) => project.write(path, text));
      const outcome = await deployer.run(step);
      results.push({ ...outcome, rpc: project.calls(), cloud: project.cloud() });
    }
    deployer.close?.();
    return results;
  } finally {
    project.remove();
  }
}

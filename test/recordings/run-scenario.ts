import {
  createOrSelectStack,
  DeploymentError,
  type EngineEvent,
  ExpectedNoChangesError,
  type ImportSettings,
  type OperationResult,
  type OutputMap,
  type PreviewResult,
  type Stack,
  type UpdateSettings,
} from "../../engine/src/index";
import { createPreviewJsonDisplay } from "../../engine/src/display";
import type { Json, JsonMap, RecordedStep, Recording, StepTrace } from "./recording";
import type { Scenario } from "./scenarios";
import { TempProject } from "./temp-project";

export interface ReplayedStep extends StepTrace {
  readonly changes: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  readonly stdout: readonly string[];
}
type Outcome = Pick<ReplayedStep, "exitCode" | "changes" | "errors" | "stdout" | "document">;

/** Does on this engine what was recorded on the real one. */
export async function runScenario(scenario: Scenario, recording: Recording): Promise<readonly ReplayedStep[]> {
  const project = new TempProject(scenario.program ?? scenario.name);
  try {
    const replayed: ReplayedStep[] = [];
    for (const [index, step] of recording.steps.entries()) {
      const change = scenario.cloudBefore?.[index];
      if (change !== undefined) project.changeCloud(change);
      Object.entries(scenario.filesBefore?.[index] ?? {}).forEach(([path, text]) => project.write(path, text));
      const order = scenario.arrival?.[index] ?? [];
      replayed.push(await runStep(project, step, { order, parallel: scenario.parallel }));
    }
    return replayed;
  } finally {
    project.remove();
  }
}

interface Chance {
  readonly order: readonly string[];
  readonly parallel: number | undefined;
}
async function runStep(project: TempProject, step: RecordedStep, { order, parallel }: Chance): Promise<ReplayedStep> {
  const stack = await createOrSelectStack({
    stackName: "dev",
    workDir: project.dir,
    backendUrl: project.backendUrl,
    passphrase: "recorded",
    envVars: { ...project.environment(step.step, step.fail), ORDER: order.join() },
    projectSettings: project.settings(order.length > 0),
  });
  for (const [key = "", value = "", flag] of step.config ?? []) {
    await stack.setConfig(key, { value, secret: flag === "--secret" });
  }
  const outcome = await runCommand(project, stack, step.command.split(" ").slice(1), parallel);
  const rpc = project.calls();
  const outputs = valuesOf(await stack.outputs());
  const state = JSON.parse(JSON.stringify(await stack.exportStack())) as JsonMap;
  const errors = outcome.errors.map((error) => error.split(project.dir).join("<dir>")).sort();
  return { ...outcome, errors, rpc, outputs, state, cloud: project.cloud() };
}

async function runCommand(
  project: TempProject,
  stack: Stack,
  [verb = "", ...flags]: readonly string[],
  parallel: number | undefined,
): Promise<Outcome> {
  let text = "";
  const display = createPreviewJsonDisplay((piece) => (text += piece));
  const settings = {
    onEvent: (event: EngineEvent) => display.event(event),
    parallel,
    refresh: flags.includes("--refresh"),
    replace: valuesAfter("--replace", flags),
    expectNoChanges: flags.includes("--expect-no-changes"),
    policyPacks: valuesAfter("--policy-pack", flags),
    policyPackConfigs: valuesAfter("--policy-pack-config", flags),
    file: project.path("import.json"),
    protect: !flags.includes("--protect=false"),
  };
  try {
    const done = await perform(stack, flags.includes("--preview-only") ? `${verb} preview` : verb, settings);
    display.finish();
    const document = flags.includes("--json") ? (JSON.parse(text) as JsonMap) : undefined;
    return { ...done, exitCode: 0, errors: [], document };
  } catch (error) {
    if (error instanceof DeploymentError) {
      // Violations are told under "Policies:", which is compared on its own.
      const others = error.diagnostics.filter(({ policy }) => policy === undefined);
      const errors = others.map(({ message }) => message.split("\n")[0] ?? "");
      return { exitCode: 1, changes: counts(error.resourceChanges), errors, stdout: error.stdout.split("\n") };
    }
    if (error instanceof ExpectedNoChangesError) {
      return { exitCode: 7, changes: counts(error.resourceChanges), errors: [], stdout: error.stdout.split("\n") };
    }
    throw error;
  }
}

function valuesAfter(flag: string, words: readonly string[]): readonly string[] {
  return words.filter((_word, index) => words[index - 1] === flag);
}

async function perform(
  stack: Stack,
  verb: string,
  settings: UpdateSettings & ImportSettings,
): Promise<Pick<Outcome, "changes" | "stdout">> {
  switch (verb) {
    case "up":
      return updated(await stack.up(settings));
    case "preview":
      return previewed(await stack.preview(settings));
    case "refresh":
      return updated(await stack.refresh(settings));
    case "refresh preview":
      return previewed(await stack.previewRefresh(settings));
    case "destroy":
      return updated(await stack.destroy(settings));
    case "import":
      return updated(await stack.import(settings));
    default:
      throw new Error(`No such command in the recordings: ${verb}`);
  }
}

function updated({ summary, stdout }: OperationResult): Pick<Outcome, "changes" | "stdout"> {
  return { changes: counts(summary.resourceChanges), stdout: stdout.split("\n") };
}

function previewed({ changeSummary, stdout }: PreviewResult): Pick<Outcome, "changes" | "stdout"> {
  return { changes: counts(changeSummary), stdout: stdout.split("\n") };
}

function counts(changes: object): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(changes).map(([op, count]) => [op, Number(count)]));
}

function valuesOf(outputs: OutputMap): Json {
  return Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
}

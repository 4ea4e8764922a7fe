import type { EngineEvent } from "@pulumi/pulumi/automation";
import {
  createOrSelectStack,
  DeploymentError,
  ExpectedNoChangesError,
  type OutputMap,
  type Stack,
} from "../../engine/src/index";
import { createPreviewJsonDisplay } from "../../engine/src/display";
import type { Json, JsonMap, RecordedStep, Recording, StepTrace } from "./recording";
import type { Scenario } from "./scenarios";
import { TempProject } from "./temp-project";

export interface ReplayedStep extends StepTrace {
  readonly changes: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
}
type Outcome = Pick<ReplayedStep, "exitCode" | "changes" | "errors" | "document">;

/** Does on this engine what was recorded on the real one. */
export async function runScenario(scenario: Scenario, recording: Recording): Promise<readonly ReplayedStep[]> {
  const project = new TempProject(scenario.program ?? scenario.name);
  try {
    const replayed: ReplayedStep[] = [];
    for (const [index, step] of recording.steps.entries()) {
      const change = scenario.cloudBefore?.[index];
      if (change !== undefined) project.changeCloud(change);
      for (const [name, text] of Object.entries(scenario.files?.[index] ?? {})) project.write(name, text);
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
    expectNoChanges: flags.includes("--expect-no-changes"),
    file: project.path("import.json"),
    protect: !flags.includes("--protect=false"),
  };
  try {
    const changes = await perform(stack, flags.includes("--preview-only") ? `${verb} preview` : verb, settings);
    display.finish();
    const document = flags.includes("--json") ? (JSON.parse(text) as JsonMap) : undefined;
    return { exitCode: 0, changes, errors: [], document };
  } catch (error) {
    if (error instanceof DeploymentError) {
      const errors = error.diagnostics.map(({ message }) => message.split("\n")[0] ?? "");
      return { exitCode: 1, changes: counts(error.resourceChanges), errors };
    }
    if (error instanceof ExpectedNoChangesError) {
      return { exitCode: 7, changes: counts(error.resourceChanges), errors: [] };
    }
    throw error;
  }
}

interface Settings {
  readonly onEvent: (event: EngineEvent) => void;
  readonly parallel: number | undefined;
  readonly refresh: boolean;
  readonly expectNoChanges: boolean;
  readonly file: string;
  readonly protect: boolean;
}
async function perform(stack: Stack, verb: string, settings: Settings): Promise<Readonly<Record<string, number>>> {
  switch (verb) {
    case "up":
      return counts((await stack.up(settings)).summary.resourceChanges);
    case "preview":
      return counts((await stack.preview(settings)).changeSummary);
    case "refresh":
      return counts((await stack.refresh(settings)).summary.resourceChanges);
    case "refresh preview":
      return counts((await stack.previewRefresh(settings)).changeSummary);
    case "destroy":
      return counts((await stack.destroy(settings)).summary.resourceChanges);
    case "import":
      return counts((await stack.import(settings)).summary.resourceChanges);
    default:
      throw new Error(`No such command in the recordings: ${verb}`);
  }
}

function counts(changes: object): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(changes).map(([op, count]) => [op, Number(count)]));
}

function valuesOf(outputs: OutputMap): Json {
  return Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
}

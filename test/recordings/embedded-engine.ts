import {
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
import type { StartNode } from "../../engine/src/host/processes";
import { createPreviewJsonDisplay } from "../../engine/src/display";
import type { Json, JsonMap, Outcome } from "./recording";
import type { Deployer } from "./run-scenario";
import type { Step } from "./scenario";
import type { TempProject } from "./temp-project";

type End = Omit<Outcome, "state" | "outputs">;

/** Runs the commands of a scenario on the embedded engine. */
export class EmbeddedEngine implements Deployer {
  readonly #project: TempProject;
  readonly #startNode: StartNode | undefined;

  constructor(project: TempProject, startNode?: StartNode) {
    this.#project = project;
    this.#startNode = startNode;
  }

  async run(step: Step): Promise<Outcome> {
    const stack = await this.#project.openStack(this.#startNode, step);
    for (const [key, value, ...flags] of step.config ?? []) {
      await stack.setConfig(key, { value, secret: flags.includes("--secret") });
    }
    const end = await this.#runCommand(stack, step.run.split(" "));
    const outputs = valuesOf(await stack.outputs());
    const state = JSON.parse(JSON.stringify(await stack.exportStack())) as JsonMap;
    const errors = end.errors.map((error) => this.#project.withoutPaths(error)).sort();
    return { ...end, errors, outputs, state };
  }

  async #runCommand(stack: Stack, [verb = "", ...flags]: readonly string[]): Promise<End> {
    let text = "";
    const display = createPreviewJsonDisplay((piece) => (text += piece));
    const settings = this.#settings(flags, (event) => display.event(event));
    try {
      const done = await perform(stack, flags.includes("--preview-only") ? `${verb} preview` : verb, settings);
      display.finish();
      const document = flags.includes("--json") ? (JSON.parse(text) as JsonMap) : undefined;
      return { ...done, exitCode: 0, errors: [], document };
    } catch (error) {
      return endOf(error);
    }
  }

  #settings(flags: readonly string[], onEvent: (event: EngineEvent) => void): UpdateSettings & ImportSettings {
    const [parallel] = valuesAfter("--parallel", flags);
    return {
      onEvent,
      parallel: parallel === undefined ? undefined : Number(parallel),
      refresh: flags.includes("--refresh"),
      replace: valuesAfter("--replace", flags),
      expectNoChanges: flags.includes("--expect-no-changes"),
      policyPacks: valuesAfter("--policy-pack", flags),
      policyPackConfigs: valuesAfter("--policy-pack-config", flags),
      file: this.#project.path("import.json"),
      protect: !flags.includes("--protect=false"),
    };
  }
}

function endOf(error: unknown): End {
  if (error instanceof DeploymentError) {
    // Violations appear under "Policies:", which is compared separately.
    const others = error.diagnostics.filter(({ policy }) => policy === undefined);
    const errors = others.map(({ message }) => message.split("\n")[0] ?? "");
    return { exitCode: 1, changes: counts(error.resourceChanges), errors, stdout: error.stdout.split("\n") };
  }
  if (error instanceof ExpectedNoChangesError) {
    return { exitCode: 7, changes: counts(error.resourceChanges), errors: [], stdout: error.stdout.split("\n") };
  }
  throw error;
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
      return toUpdateOutcome(await stack.up(settings));
    case "preview":
      return toPreviewOutcome(await stack.preview(settings));
    case "refresh":
      return toUpdateOutcome(await stack.refresh(settings));
    case "refresh preview":
      return toPreviewOutcome(await stack.previewRefresh(settings));
    case "destroy":
      return toUpdateOutcome(await stack.destroy(settings));
    case "import":
      return toUpdateOutcome(await stack.import(settings));
    default:
      throw new Error(`The scenarios have a command this file does not know: ${verb}`);
  }
}

function toUpdateOutcome({ summary, stdout }: OperationResult): Pick<Outcome, "changes" | "stdout"> {
  return { changes: counts(summary.resourceChanges), stdout: stdout.split("\n") };
}

function toPreviewOutcome({ changeSummary, stdout }: PreviewResult): Pick<Outcome, "changes" | "stdout"> {
  return { changes: counts(changeSummary), stdout: stdout.split("\n") };
}

function counts(changes: object): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(changes).map(([op, count]) => [op, Number(count)]));
}

function valuesOf(outputs: OutputMap): Json {
  return Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
}

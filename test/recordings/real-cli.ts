import { delimiter, join } from "node:path";
import { PulumiCli } from "../support/pulumi-cli";
import { readText, type Json, type JsonMap, type Outcome } from "./recording";
import type { Deployer } from "./run-scenario";
import type { Step } from "./scenario";
import { passphrase, root, type TempProject } from "./temp-project";

// Node 20.20.2 may need a minute to print an error in colors.
const plainErrors = `--require ${join(root, "engine/preload/plain-errors.js")}`;

/** Runs the commands of a scenario with the Pulumi CLI on PATH. */
export class RealCli implements Deployer {
  readonly #project: TempProject;
  readonly #environment: Record<string, string>;
  readonly #pulumi: PulumiCli;

  private constructor(project: TempProject, environment: Readonly<Record<string, string>>) {
    this.#project = project;
    this.#environment = { PULUMI_CONFIG_PASSPHRASE: passphrase, NO_COLOR: "1", ...environment };
    this.#pulumi = new PulumiCli(project.dir, this.#environment, { backendDir: project.stateDir });
  }

  /** Runs the CLI with `nodeDir` first on PATH. Default: the folder of Node. */
  static async open(project: TempProject, nodeDir?: string): Promise<RealCli> {
    const path = [nodeDir, process.env["PATH"]].join(delimiter);
    const cli = new RealCli(project, nodeDir === undefined ? { NODE_OPTIONS: plainErrors } : { PATH: path });
    await cli.#pulumi.succeed("stack init");
    return cli;
  }

  async run(step: Step): Promise<Outcome> {
    Object.assign(this.#environment, this.#project.environment(step));
    for (const [key, value, ...flags] of step.config ?? []) {
      await this.#pulumi.succeed("config set", key, value, ...flags);
    }
    const [verb = "", ...flags] = step.run.split(" ");
    const { code, stdout } = await this.#pulumi.run(verb, ...flags);
    const lines = this.#project.withoutPaths(stdout).split("\n");
    const state = this.#project.withoutPaths(await this.#pulumi.succeed("stack export"));
    const outputs = await this.#pulumi.succeed("stack output", "--json", "--show-secrets");
    return {
      exitCode: code ?? -1,
      stdout: lines,
      state: JSON.parse(state) as JsonMap,
      outputs: JSON.parse(outputs) as Json,
      ...readText(step.run, lines),
    };
  }

  close(): void {
    this.#pulumi.remove();
  }
}

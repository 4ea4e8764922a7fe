import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireNoToken, requireNoTokenIn } from "./leaks";
import { passphrase } from "./project";

export interface CliResult {
  readonly code: number | null;
  /** Standard output. */
  readonly stdout: string;
  /** Standard output and standard error, as a terminal shows them. */
  readonly text: string;
}

/** Settings of every run: none of the user's own, no prompt, no requests except to the simulator. */
const isolation = {
  PULUMI_CONFIG_PASSPHRASE: passphrase,
  PULUMI_SKIP_UPDATE_CHECK: "1",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
  PULUMI_DISABLE_REGISTRY_RESOLVE: "1",
  PULUMI_SUPPRESS_NEO_LINK: "1",
  // Otherwise the SDK uses a proxy of the environment for its connection to the CLI.
  no_grpc_proxy: "127.0.0.1,localhost",
  // For speed: `npm run types` checks the examples, and the preload skips a third of the start.
  PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  NODE_OPTIONS: `--require "${join(__dirname, "../../engine/preload/defer-closure-serialization.js")}"`,
};

/** The real Pulumi CLI, which `npm run test:cli` puts on PATH, for one stack of a project folder. */
export class PulumiCli {
  readonly #home = mkdtempSync(join(tmpdir(), "whatsapp-cli-"));
  readonly #backendDir: string;
  readonly #stack: string;

  constructor(
    readonly dir: string,
    readonly environment: Readonly<Record<string, string | undefined>>,
    { backendDir, stack = "dev" }: { readonly backendDir?: string; readonly stack?: string } = {},
  ) {
    this.#backendDir = backendDir ?? join(this.#home, "state");
    this.#stack = stack;
    mkdirSync(this.#backendDir, { recursive: true });
  }

  /** Runs `pulumi VERB ...` on the stack and waits for its end. */
  async run(verb: string, ...args: readonly string[]): Promise<CliResult> {
    return this.start(verb, ...args).ended;
  }

  /** Like `run`, but rejects with the output unless the exit code is 0. */
  async succeed(verb: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, text } = await this.run(verb, ...args);
    if (code !== 0) throw new Error(`pulumi ${verb} ended with ${String(code)}:\n${text}`);
    return stdout;
  }

  start(
    verb: string,
    ...args: readonly string[]
  ): { readonly process: ChildProcess; readonly ended: Promise<CliResult> } {
    return this.#spawn("pulumi", [...verb.split(" "), ...args, "--stack", this.#stack, "--non-interactive"]);
  }

  /** Runs commands of a shell in the folder, with this on standard input. The first one that fails ends it. */
  async runShell(commands: string, input = ""): Promise<CliResult> {
    return this.#spawn("bash", ["-e", "-c", commands], input).ended;
  }

  #spawn(
    command: string,
    args: readonly string[],
    input = "",
  ): { readonly process: ChildProcess; readonly ended: Promise<CliResult> } {
    const child = spawn(command, args, {
      cwd: this.dir,
      env: {
        ...process.env,
        ...isolation,
        ...this.environment,
        PULUMI_HOME: this.#home,
        PULUMI_BACKEND_URL: `file://${this.#backendDir}`,
      },
    });
    child.stdin.end(input);
    let [stdout, text] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      stdout += part;
      text += part;
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
    const ended = once(child, "close").then(() => {
      requireNoToken(`what ${command} ${String(args[0])} printed`, text);
      return { code: child.exitCode, stdout, text };
    });
    return { process: child, ended };
  }

  /** The state as the CLI stores it. */
  stateText(project: string): string {
    return readFileSync(join(this.#backendDir, ".pulumi/stacks", project, `${this.#stack}.json`), "utf8");
  }

  /** Removes what the runs left, after a search for tokens in it. */
  remove(): void {
    requireNoTokenIn(this.#backendDir);
    rmSync(this.#home, { recursive: true, force: true });
    for (const file of readdirSync(this.dir)) {
      if (file === `Pulumi.${this.#stack}.yaml`) rmSync(join(this.dir, file));
    }
  }
}

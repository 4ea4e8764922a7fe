import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requireNoToken } from "./leaks";
import type { TestAccount } from "./world/account";
import { passphrase, type TestProject } from "./project";
import { providerForm } from "./provider-form";

const command = join(__dirname, "../../engine/bin/pulumi-whatsapp-engine.js");

/** A run of the engine's command in its own process. */
export class EngineCommand {
  readonly ended: Promise<{ readonly code: number | null; readonly text: string }>;
  readonly #child: ChildProcess;
  #text = "";

  constructor(
    project: TestProject,
    account: TestAccount,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ) {
    this.#child = spawn(process.execPath, [command, ...args, "--stack", "dev"], {
      cwd: project.dir,
      env: {
        ...process.env,
        ...account.environment(environment),
        PULUMI_BACKEND_URL: `file://${project.dir}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.#text += chunk.toString("utf8")));
    }
    this.ended = once(this.#child, "close").then(() => {
      requireNoToken("what the command printed", this.#text);
      return { code: this.#child.exitCode, text: this.#text };
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Output so far. */
  get printed(): string {
    return this.#text;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** Process ids of the SDK's processes of this kind that use the account. Linux only: others have no /proc. */
export function processesOf(account: TestAccount, kind: "program" | "provider"): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const isOne = readFileSync(`/proc/${name}/cmdline`, "utf8").includes(scripts[kind]);
        return isOne && readFileSync(`/proc/${name}/environ`, "utf8").includes(account.meta.url);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Part of the command line of each kind of process. */
const scripts = {
  program: "@pulumi/pulumi/cmd/run",
  provider: providerForm === "plugin" ? "/pulumi-resource-whatsapp" : "@pulumi/pulumi/cmd/dynamic-provider",
};

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Lock files of the stack. */
export function locksOf(project: TestProject): readonly string[] {
  const dir = join(project.dir, ".pulumi/locks/organization/shop/dev");
  return existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(".json")) : [];
}

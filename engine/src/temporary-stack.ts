import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigInput, Stack } from "./stack";
import { openStack, readProject } from "./state";

export interface TemporaryStackOptions {
  /** Folder of the program with its Pulumi.yaml (or below it). */
  readonly workDir: string;
  /** Default: "test". */
  readonly stackName?: string | undefined;
  /** Configuration of the stack; keys are `name` or `namespace:name`. */
  readonly config?: Readonly<Record<string, ConfigInput>> | undefined;
  /** Added to this process's environment for the program and its providers; undefined takes a variable away. */
  readonly envVars?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A stack for one test: `remove` takes everything with it but what its resources are in the world. */
export class TemporaryStack extends Stack {
  readonly #dir: string;

  constructor(dir: string, ...stack: ConstructorParameters<typeof Stack>) {
    super(...stack);
    this.#dir = dir;
  }

  async remove(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }
}

/** A new stack of a project, for tests: its state and configuration lie in a temporary folder, the project's own are not touched. */
export async function createTemporaryStack(options: TemporaryStackOptions): Promise<TemporaryStack> {
  const project = await readProject(options.workDir);
  const dir = await mkdtemp(join(tmpdir(), "pulumi-whatsapp-stack-"));
  try {
    const env = { ...process.env, ...options.envVars };
    const store = await openStack({
      project: { ...project, stackConfigDir: dir },
      stackName: options.stackName ?? "test",
      backendUrl: `file://${dir}`,
      passphrase: "not a secret: the state is a temporary folder",
      env,
      mode: "create",
    });
    await store.setAllConfig(options.config ?? {});
    return new TemporaryStack(dir, store, env, options.workDir);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

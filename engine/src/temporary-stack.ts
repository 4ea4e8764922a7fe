import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigInput, Stack } from "./stack";
import { openStack, readProject } from "./state";

export interface TemporaryStackOptions {
  /** Folder of the program that contains Pulumi.yaml, or a folder below it. */
  readonly workDir: string;
  /** Default: "test". */
  readonly stackName?: string | undefined;
  /** Configuration of the stack; keys are `name` or `namespace:name`. */
  readonly config?: Readonly<Record<string, ConfigInput>> | undefined;
  /** Variables added to this process's environment for the program and its providers. Undefined removes a variable. */
  readonly envVars?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A stack for one test. `remove` deletes its files but not its resources: destroy it first. */
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

/** Creates a stack for tests in a temporary folder. The project's own state and configuration are not touched. */
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

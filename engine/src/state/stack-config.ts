/** Configuration of a stack: its file, its salt and its cipher. */
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  allConfig,
  deleteConfigValue,
  hasSecret,
  openConfigValue,
  putConfigValue,
  readStackFile,
  type StackFile,
  writeStackFile,
} from "./stack-file";
import { StateError } from "./state-error";
import { normalizeKey } from "./project-config";
import { type Cipher, createCipher, openCipher } from "./passphrase-cipher";
import { parseStackName } from "./stack-name";
import type { ConfigValue, Project } from "./stack-state";

export interface NewConfigValue {
  readonly value: string;
  readonly secret?: boolean | undefined;
}

export function readStackConfig(project: Project, stackName: string): Promise<StackFile> {
  const path = stackFilePath(project, stackName);
  return readStackFile(path, basename(path), project.name);
}

function stackFilePath(project: Project, stackName: string): string {
  return join(project.stackConfigDir ?? project.root, `Pulumi.${stackName}.yaml`);
}

/** Keys that the stack or the project sets. The project's own namespace is omitted. */
export async function listConfigKeys(project: Project, stackName: string): Promise<readonly string[]> {
  const { values } = await readStackConfig(project, parseStackName(stackName, project.name));
  const own = `${project.name}:`;
  return [...new Set([...Object.keys(values), ...Object.keys(project.configEntries ?? {})])].map((key) =>
    key.startsWith(own) ? key.slice(own.length) : key,
  );
}

export class StackConfig {
  readonly #project: Project;
  readonly #stackName: string;
  readonly #passphrase: string;
  /** Salt of the state, used when the stack file has none (a fresh clone without it). */
  readonly #saltOfState: () => Promise<string | undefined>;
  /** Latest change to the file: changes are serialized. */
  #lastChange: Promise<void> = Promise.resolve();

  constructor(project: Project, stackName: string, passphrase: string, saltOfState: () => Promise<string | undefined>) {
    this.#project = project;
    this.#stackName = stackName;
    this.#passphrase = passphrase;
    this.#saltOfState = saltOfState;
  }

  read(): Promise<StackFile> {
    return readStackConfig(this.#project, this.#stackName);
  }

  async delete(): Promise<void> {
    await rm(stackFilePath(this.#project, this.#stackName), { force: true });
  }

  openSalt(salt: string): Promise<Cipher> {
    return openCipher(salt, this.#passphrase);
  }

  /** Returns the cipher for new secrets. Creates a salt and writes it to the stack file if there is none. */
  async cipher(): Promise<Cipher> {
    const file = await this.read();
    if (file.salt !== undefined) return await this.openSalt(file.salt);
    const known = await this.#saltOfState();
    const cipher = known === undefined ? await createCipher(this.#passphrase) : await this.openSalt(known);
    await this.#change(async (fresh) => await writeStackFile(fresh, cipher.salt));
    return cipher;
  }

  async all(): Promise<Readonly<Record<string, ConfigValue>>> {
    const file = await this.read();
    return await allConfig(file, this.#project, () => this.#reader(file));
  }

  async get(key: string): Promise<ConfigValue> {
    const file = await this.read();
    const full = normalizeKey(key, this.#project.name);
    if (full in file.values) return await openConfigValue(file.values[full], full, () => this.#reader(file));
    const entry = this.#project.configEntries?.[full];
    if (entry?.default !== undefined) return { value: entry.default, secret: entry.secret };
    throw new StateError("config", `configuration key '${key}' not found for stack '${this.#stackName}'`);
  }

  async setAll(values: Readonly<Record<string, NewConfigValue>>): Promise<void> {
    const needsCipher = Object.values(values).some(({ secret }) => secret === true);
    const cipher = needsCipher ? await this.cipher() : undefined;
    await this.#change(async (file) => {
      for (const [key, { value, secret }] of Object.entries(values)) {
        const full = normalizeKey(key, this.#project.name);
        if (secret !== true || cipher === undefined) putConfigValue(file, full, value);
        else if (!(await this.#isUnchangedSecret(file, full, value))) {
          putConfigValue(file, full, { secure: cipher.encrypt(value) });
        }
      }
      await writeStackFile(file, file.salt);
    });
  }

  /** True if the key's value in the stack file is encrypted. */
  async isSecret(key: string): Promise<boolean> {
    return hasSecret((await this.read()).values[normalizeKey(key, this.#project.name)]);
  }

  async remove(key: string): Promise<void> {
    const full = normalizeKey(key, this.#project.name);
    await this.#change(async (file) => {
      if (deleteConfigValue(file, full)) await writeStackFile(file, file.salt);
    });
  }

  // An unchanged secret keeps its ciphertext, so that the file does not change.
  async #isUnchangedSecret(file: StackFile, key: string, value: string): Promise<boolean> {
    try {
      const stored = await openConfigValue(file.values[key], key, () => this.#reader(file));
      return stored.secret && stored.value === value;
    } catch {
      return false;
    }
  }

  async #reader(file: StackFile): Promise<Cipher> {
    const salt = file.salt ?? (await this.#saltOfState());
    if (salt === undefined) {
      throw new StateError(
        "config",
        `${file.fileName}: there are secrets but no encryptionsalt. Restore the line, or set the secrets again.`,
      );
    }
    return await this.openSalt(salt);
  }

  #change(change: (file: StackFile) => Promise<void>): Promise<void> {
    const changed = this.#lastChange.then(async () => await change(await this.read()));
    this.#lastChange = changed.catch(() => undefined);
    return changed;
  }
}

import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Backend, type StackPaths } from "./backend";
import { emptyState, parseCheckpoint, renderCheckpoint } from "./checkpoint";
import type { StoredConfig } from "./stack-file";
import { StateError } from "./state-error";
import { readIfExists, removeBlob, syncFolder } from "./files";
import { recordBackup, recordHistory, unixSeconds } from "./history";
import { checksum, JournalWriter } from "./journal";
import { missingStackError } from "./lost-state";
import { clearLocks, type Lock, takeLock } from "./lock";
import { JournaledUpdate, type UpdateTarget } from "./running-update";
import { plainReader, plainWriter, SecretCache } from "./secret-cache";
import type { NewConfigValue } from "./stack-config";
import { StackConfig } from "./stack-config";
import {
  type CurrentState,
  readCurrent,
  removeJournal,
  renderSnapshot,
  replaceCheckpoint,
  replaceJournaled,
} from "./state-file";
import { exportState, readImport } from "./transfer";
import type {
  ConfigValue,
  ExportedDeployment,
  ExportOptions,
  Project,
  RunningUpdate,
  RunningUpdateKind,
  Snapshot,
  StackStore,
  UpdateOutcome,
} from "./stack-state";
import type { SecretReader } from "./secret-values";
import { stackType } from "./urn";

export interface StackLocation {
  readonly project: Project;
  readonly stackName: string;
  readonly backend: Backend;
  readonly paths: StackPaths;
  readonly passphrase: string;
  /** False if `PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS` is set, as on the CLI. */
  readonly keepBackups: boolean;
}

export class FileStackStore implements StackStore {
  readonly #location: StackLocation;
  readonly project: Project;
  readonly stackName: string;
  readonly backendUrl: string;
  readonly #config: StackConfig;
  readonly #paths: StackPaths;

  constructor(location: StackLocation) {
    this.#location = location;
    this.project = location.project;
    this.stackName = location.stackName;
    this.backendUrl = location.backend.url;
    this.#paths = location.paths;
    this.#config = new StackConfig(location.project, location.stackName, location.passphrase, () =>
      this.#saltOfState(),
    );
  }

  /** Writes an empty state with a salt, like `stack init`. */
  async create(): Promise<void> {
    const { salt } = await this.#config.cipher();
    await replaceCheckpoint(this.#paths, renderCheckpoint({ ...emptyState, salt }, this.#paths.reference), undefined);
  }

  /** Starts the key derivation in parallel with the processes. Failures surface where the key is needed. */
  warmUp(): void {
    void this.#config
      .read()
      .then(async ({ salt }) => await (salt === undefined ? undefined : this.#config.openSalt(salt)))
      .catch(() => undefined);
  }

  async load(): Promise<Snapshot> {
    return (await this.#current()).snapshot;
  }

  config(): Promise<Readonly<Record<string, ConfigValue>>> {
    return this.#config.all();
  }

  getConfig(key: string): Promise<ConfigValue> {
    return this.#config.get(key);
  }

  setConfig(key: string, value: NewConfigValue): Promise<void> {
    return this.#config.setAll({ [key]: value });
  }

  setAllConfig(values: Readonly<Record<string, NewConfigValue>>): Promise<void> {
    return this.#config.setAll(values);
  }

  isConfigSecret(key: string): Promise<boolean> {
    return this.#config.isSecret(key);
  }

  removeConfig(key: string): Promise<void> {
    return this.#config.remove(key);
  }

  async secretReader(): Promise<SecretReader> {
    const salt = (await this.#config.read()).salt ?? (await this.#saltOfState());
    return salt === undefined ? plainReader : new SecretCache(await this.#config.openSalt(salt));
  }

  async begin(kind: RunningUpdateKind): Promise<RunningUpdate> {
    const lock = await takeLock(this.#paths, this.stackName);
    try {
      const current = await this.#foldJournal();
      const cache = await this.#cacheFor(current);
      const { values } = await this.#config.read();
      const header = { base: checksum(current.text), salt: cache.salt, kind };
      const journal = await JournalWriter.create(this.#paths.journal, header, cache);
      await syncFolder(dirname(this.#paths.journal));
      return new JournaledUpdate(
        current.snapshot,
        journal,
        this.#target({ kind, current, cache, lock, config: values }),
      );
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async exportDeployment(options: ExportOptions = {}): Promise<ExportedDeployment> {
    const current = await this.#current();
    if (options.showSecrets === true) {
      return exportState(current, { writer: plainWriter, salt: current.serialized.salt });
    }
    if (!current.journalFolded) return exportState(current);
    const cache = await this.#cacheFor(current);
    return exportState(current, { writer: cache, salt: cache.salt });
  }

  async importDeployment(deployment: unknown): Promise<{ readonly warnings: readonly string[] }> {
    const imported = await readImport(deployment, this.project, this.stackName, (salt) => this.#config.openSalt(salt));
    const lock = await takeLock(this.#paths, this.stackName);
    try {
      const cache = new SecretCache(await this.#config.cipher());
      const before = await readIfExists(this.#paths.checkpoint);
      const text = renderSnapshot(this.#paths, imported.snapshot, imported.manifestVersion, cache);
      await replaceJournaled(this.#paths, text, before);
      if (this.#location.keepBackups) await recordBackup(this.#paths, this.stackName, text);
    } finally {
      await lock.release();
    }
    return { warnings: imported.warnings };
  }

  async cancel(): Promise<void> {
    await clearLocks(this.#paths.locks);
    const lock = await takeLock(this.#paths, this.stackName);
    try {
      await this.#foldJournal();
    } finally {
      await lock.release();
    }
  }

  async remove(options: { readonly force?: boolean; readonly preserveConfig?: boolean } = {}): Promise<void> {
    const lock = await takeLock(this.#paths, this.stackName);
    try {
      if (options.force !== true) await this.#refuseResources();
      await removeBlob(this.#paths.checkpoint);
      await removeBlob(this.#paths.backup);
      await removeJournal(this.#paths);
      await rm(this.#paths.history, { recursive: true, force: true });
      if (options.preserveConfig !== true) await this.#config.delete();
    } finally {
      await lock.release();
    }
  }

  async #refuseResources(): Promise<void> {
    const { resources } = await this.load();
    // As on the CLI, a stack with no resource except itself may be removed.
    if (resources.every(({ type }) => type === stackType)) return;
    throw new StateError(
      "stack",
      `'${this.stackName}' still has resources; removal rejected. Run \`destroy\` first, or remove the stack and forget its resources with \`stack rm --force\`.`,
    );
  }

  async #current(): Promise<CurrentState> {
    const current = await readCurrent(this.#paths, (salt) => this.#config.openSalt(salt));
    if (current === undefined) throw await missingStackError(this.#paths, this.stackName, this.backendUrl);
    return current;
  }

  /** Writes the journal of a crashed update into the checkpoint. Requires the lock. */
  async #foldJournal(): Promise<CurrentState> {
    const current = await this.#current();
    if (!current.journalFolded) {
      await removeJournal(this.#paths);
      return current;
    }
    const text = renderSnapshot(
      this.#paths,
      current.snapshot,
      current.serialized.manifestVersion,
      await this.#cacheFor(current),
    );
    await replaceJournaled(this.#paths, text, current.text);
    return await this.#current();
  }

  async #cacheFor(current: CurrentState): Promise<SecretCache> {
    const cipher = await this.#config.cipher();
    return current.cache?.salt === cipher.salt ? current.cache : new SecretCache(cipher);
  }

  async #saltOfState(): Promise<string | undefined> {
    const text = await readIfExists(this.#paths.checkpoint);
    return text === undefined ? undefined : parseCheckpoint(text, this.#paths.reference).salt;
  }

  #target(update: {
    readonly kind: RunningUpdateKind;
    readonly current: CurrentState;
    readonly cache: SecretCache;
    readonly lock: Lock;
    readonly config: StoredConfig;
  }): UpdateTarget {
    const startTimeS = unixSeconds();
    const { current, cache, kind, config, lock } = update;
    return {
      render: (snapshot) => renderSnapshot(this.#paths, snapshot, current.serialized.manifestVersion, cache),
      commit: async (checkpointText: string, outcome: UpdateOutcome) => {
        await replaceCheckpoint(this.#paths, checkpointText, current.text);
        await removeJournal(this.#paths);
        if (this.#location.keepBackups) await recordBackup(this.#paths, this.stackName, checkpointText);
        await recordHistory(this.#paths, this.stackName, { kind, startTimeS, outcome, config, checkpointText });
      },
      releaseLock: () => lock.release(),
    };
  }
}

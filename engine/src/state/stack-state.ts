/** Interface between deployments and stored state. Field names are those of the checkpoint. */
import type { PropertyMap } from "./property-value";
import type { SecretReader } from "./secret-values";

/** State of one resource (apitype `ResourceV3`). Fields that this engine does not use are preserved. */
export interface ResourceState {
  readonly urn: string;
  readonly custom: boolean;
  readonly delete?: true;
  readonly id?: string;
  readonly type: string;
  readonly inputs?: PropertyMap;
  readonly outputs?: PropertyMap;
  readonly parent?: string;
  readonly protect?: true;
  readonly external?: true;
  readonly dependencies?: readonly string[];
  readonly initErrors?: readonly string[];
  readonly provider?: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly pendingReplacement?: true;
  readonly additionalSecretOutputs?: readonly string[];
  readonly customTimeouts?: Readonly<Record<string, number>>;
  /** Id of the option `import`. */
  readonly importID?: string;
  readonly retainOnDelete?: true;
  readonly deletedWith?: string;
  readonly created?: string;
  readonly modified?: string;
  readonly sourcePosition?: string;
  readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly hideDiff?: readonly string[];
}

export type PendingOperationType = "creating" | "updating" | "deleting" | "reading" | "importing";
export interface PendingOperation {
  readonly resource: ResourceState;
  readonly type: PendingOperationType;
}

/**
 * Content of a checkpoint with decrypted secrets. Providers, parents and dependencies come before the resources that
 * need them.
 */
export interface Snapshot {
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
}

/** A configuration value for the program. Keys are `namespace:name`. */
export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

/** Settings of Pulumi.yaml. */
export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly runtime: "nodejs" | "yaml";
  /**
   * Working folder of the program and its providers: `main` if it is a folder, else the folder of the file `main`, else
   * `root`.
   */
  readonly programDir: string;
  /** Entry point for the SDK's runner, relative to `programDir`; "." unless `main` names a file. */
  readonly entry: string;
  /** `runtime.options.typescript`, default true. */
  readonly typescript: boolean;
  readonly nodeArgs: readonly string[];
  /**
   * Absolute path of each provider plugin that the project names, by package: its executable, or a folder that contains
   * the executable `pulumi-resource-<package>`.
   */
  readonly plugins?: Readonly<Record<string, string>>;
  /** `backend.url`. */
  readonly backendUrl?: string;
  /** Folder of the `Pulumi.<stack>.yaml` files. Default: `root`. */
  readonly stackConfigDir?: string;
  /** The `config` section by `namespace:name`. A stack's values override the defaults. */
  readonly configEntries?: Readonly<Record<string, ProjectConfigEntry>>;
}

/** One entry of the project's `config` section. */
export interface ProjectConfigEntry {
  readonly type?: "string" | "boolean" | "integer" | "number" | "array" | "object";
  /** If absent, every stack must set a value. */
  readonly default?: string;
  readonly secret: boolean;
}

type UpdateKind = "update" | "preview" | "refresh" | "destroy" | "import";
/** Previews change nothing, take no lock and use `StackStore.load`. */
export type RunningUpdateKind = Exclude<UpdateKind, "preview">;

/**
 * A running update, which owns the stack's lock. `begin` and `done` resolve when their entry is durable. Their cost
 * does not depend on the number of resources: they append to a journal, which `finish` (or, after a crash, the next
 * open) writes into the checkpoint. Await them; steps that wait at the same time share one flush. `put` and `failed`
 * become durable, in order, with the next `begin`, `done` or `finish`.
 *
 * Secrets are plain `{ [specialSigKey]: specialSecretSig, value }` values here and are encrypted before they reach the
 * disk. Resources are identified by object identity: pass the objects of `base.resources` or of an earlier `add`, and
 * never change them.
 *
 * The final order is the CLI's: resources added by this update in order, then the remaining resources of the base
 * snapshot in their old order.
 */
export interface RunningUpdate {
  readonly base: Snapshot;
  /** Records a step before its first provider call. */
  begin(operation: PendingOperation): Promise<OpenStep>;
  /** Records a change that needs no provider call (unchanged resources, components, providers, stack outputs). */
  put(change: RowChange): void;
  /** Current resources, in the final order. */
  rows(): readonly ResourceState[];
  /**
   * Writes checkpoint, `.bak`, history and backup like the CLI, and releases the lock. Open steps become pending
   * operations, as after a second Ctrl-C on the CLI. Pending creates of `base` stay unless `clearPendingCreates`; its
   * other pending operations are dropped. Call it exactly once, even after a failure.
   */
  finish(outcome: UpdateOutcome): Promise<void>;
}
export interface UpdateOutcome {
  readonly result: "succeeded" | "failed";
  /** As in the summary event: `{ create: 1, same: 2 }`. */
  readonly resourceChanges: Readonly<Record<string, number>>;
  readonly clearPendingCreates?: true;
}
export interface RowChange {
  /** Resource of `base`, or one added earlier in this update, that is no longer current (by object identity). */
  readonly remove?: ResourceState;
  /**
   * New resource. It is appended to the added ones, or takes the position of `remove` if that was added by this update.
   */
  readonly add?: ResourceState;
  /**
   * Puts `add` into the position of `remove` in the base snapshot: for a refreshed resource, or a replaced one that is
   * now `delete: true`.
   */
  readonly inPlace?: true;
}
export interface OpenStep {
  /** Closes the step with its result. */
  complete(change: RowChange): Promise<void>;
  /** Closes a step that failed without a known effect. */
  fail(): void;
}

export interface OpenStackOptions {
  readonly project: Project;
  readonly stackName: string;
  /** `file://<dir>`. Default: `PULUMI_BACKEND_URL`, then `backend.url` of the project, then `file://<project root>`. */
  readonly backendUrl?: string | undefined;
  /** Default: `PULUMI_CONFIG_PASSPHRASE`, then the content of `PULUMI_CONFIG_PASSPHRASE_FILE`. */
  readonly passphrase?: string | undefined;
  /** Asks for the passphrase if none of these is set. `isNew` is true if the stack has no secrets yet. */
  readonly askPassphrase?: ((isNew: boolean) => Promise<string>) | undefined;
  /** Environment that contains these variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Opens or creates the stack (default), requires an existing stack, or requires a new one. */
  readonly mode?: "createOrSelect" | "select" | "create";
}

export interface ExportOptions {
  /** Secrets as `{ sig, plaintext }` instead of `{ sig, ciphertext }`. */
  readonly showSecrets?: boolean;
}
/** Output of `pulumi stack export`. */
export interface ExportedDeployment {
  readonly version: 3;
  readonly deployment: Readonly<Record<string, unknown>>;
}

/** One stack in a file backend. Opening it starts the key derivation in the background; only secrets wait for it. */
export interface StackStore {
  readonly project: Project;
  readonly stackName: string;
  /** Absolute `file://` URL. */
  readonly backendUrl: string;
  /**
   * Current state. The journal of a crashed update is applied in memory. Takes no lock. Throws on content that it does
   * not fully support.
   */
  load(): Promise<Snapshot>;
  /** Configuration for the program: project defaults and the stack file's values, secrets decrypted. */
  config(): Promise<Readonly<Record<string, ConfigValue>>>;
  /** `key` is `name` (in the project's namespace) or `namespace:name`. Throws if it is not set. */
  getConfig(key: string): Promise<ConfigValue>;
  setConfig(key: string, value: { readonly value: string; readonly secret?: boolean | undefined }): Promise<void>;
  setAllConfig(
    values: Readonly<Record<string, { readonly value: string; readonly secret?: boolean | undefined }>>,
  ): Promise<void>;
  /** True if the stack file has an encrypted value for the key. */
  isConfigSecret(key: string): Promise<boolean>;
  removeConfig(key: string): Promise<void>;
  /** Reads the secrets of a file for this stack: ciphertext or plain text. */
  secretReader(): Promise<SecretReader>;
  /**
   * Takes the lock (throws if another update has it), writes a crashed update's journal into the checkpoint, and
   * starts a new journal.
   */
  begin(kind: RunningUpdateKind): Promise<RunningUpdate>;
  exportDeployment(options?: ExportOptions): Promise<ExportedDeployment>;
  /**
   * Replaces the state, under the lock. Secrets may be ciphertext of their own salt or plain text. Pending operations
   * are dropped, and the warnings name them.
   */
  importDeployment(deployment: unknown): Promise<{ readonly warnings: readonly string[] }>;
  /** Clears the lock of an update that will never finish, and writes its journal into the checkpoint. */
  cancel(): Promise<void>;
  /** Removes the stack's state and history. Throws if it has resources, unless forced. */
  remove(options?: { readonly force?: boolean; readonly preserveConfig?: boolean }): Promise<void>;
}

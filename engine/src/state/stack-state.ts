/** The seam between what a deployment does and where it is kept. Field names are the checkpoint's own. */
import type { PropertyMap } from "./property-value";
import type { SecretReader } from "./secret-values";

/** One row of a checkpoint (apitype `ResourceV3`). Fields this engine does not use are kept as they were read. */
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

/** Content of a checkpoint with decrypted secrets. Rows are ordered: providers, parents and dependencies come before what needs them. */
export interface Snapshot {
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
}

/** A configuration value as the program gets it. `key` is always `namespace:name`. */
export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

/** Defaults and places come from Pulumi.yaml; `project.ts` makes this from a folder or from settings. */
export interface Project {
  readonly name: string;
  /** Folder that holds Pulumi.yaml. */
  readonly root: string;
  /** Folder the program and its provider processes run in: `main` when that is a folder, else its folder, else `root`. */
  readonly programDir: string;
  /** Entry point for the SDK's runner, relative to `programDir`; "." unless `main` names a file. */
  readonly entry: string;
  /** `runtime.options.typescript`, default true. */
  readonly typescript: boolean;
  readonly nodeArgs: readonly string[];
  /** `backend.url`. */
  readonly backendUrl?: string;
  /** Folder of the `Pulumi.<stack>.yaml` files; `root` when absent. */
  readonly stackConfigDir?: string;
  /** The `config` section, keys as `namespace:name`; a stack's own values win over the defaults. */
  readonly configEntries?: Readonly<Record<string, ProjectConfigEntry>>;
}

/** One entry of the project's `config` section. */
export interface ProjectConfigEntry {
  readonly type?: "string" | "boolean" | "integer" | "number" | "array" | "object";
  /** Without a default every stack must set it. */
  readonly default?: string;
  readonly secret: boolean;
}

type UpdateKind = "update" | "preview" | "refresh" | "destroy" | "import";
/** A preview changes nothing, takes no lock and uses `StackStore.load`. */
export type RunningUpdateKind = Exclude<UpdateKind, "preview">;

/**
 * One running update: holds the stack's lock. What `begin` and `done` promise is durable when the promise resolves, and
 * costs the same however many resources the stack has (an appended journal, folded into the checkpoint by `finish` or,
 * after a crash, by the next open). Await them: steps that wait at the same time share one flush. `put` and `failed` are
 * written in order and become durable with the next `begin`, `done` or `finish`.
 *
 * Secrets in rows are plain `{ [specialSigKey]: specialSecretSig, value }`; they are encrypted before they reach the disk.
 * Rows are told apart by identity: pass the very objects of `base.resources` or of an earlier `add`, and never change them.
 *
 * The folded order is the CLI's: rows added by this update in the order they were added, then the rows of the base
 * snapshot that no step has replaced or removed, in their old order.
 */
export interface RunningUpdate {
  readonly base: Snapshot;
  /** A step is about to touch the world. */
  begin(operation: PendingOperation): Promise<OpenStep>;
  /** A row was settled without touching the world (same, a component, a provider, stack outputs). */
  put(change: RowChange): void;
  /** The rows as they stand now, in the folded order. */
  rows(): readonly ResourceState[];
  /**
   * Folds the journal, writes checkpoint, `.bak`, history and backup as the CLI does, gives the lock back. Steps still
   * open become pending operations of the checkpoint, as after a second Ctrl-C of the CLI; pending creates of `base` stay
   * (unless `clearPendingCreates`), the other pending operations of `base` are dropped. Call it exactly once, always.
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
  /** Row of `base`, or one added earlier in this update, that is no longer current (by object identity). */
  readonly remove?: ResourceState;
  /** Row that comes instead: at the end of the new rows; where `remove` was an added row, in its place. */
  readonly add?: ResourceState;
  /**
   * `add` takes the place of `remove` among the rows of the base snapshot instead of joining the new rows: a refreshed
   * row, or an old half that is now `delete: true`.
   */
  readonly inPlace?: true;
}
export interface OpenStep {
  /** The step ended well, or ended with something to record. */
  done(change: RowChange): Promise<void>;
  /** The step failed and changed nothing that is known. */
  failed(): void;
}

export interface OpenStackOptions {
  readonly project: Project;
  readonly stackName: string;
  /** `file://<dir>`; else `PULUMI_BACKEND_URL`, else `backend.url` of the project, else `file://<project root>`. */
  readonly backendUrl?: string | undefined;
  /** Else `PULUMI_CONFIG_PASSPHRASE`, else the content of `PULUMI_CONFIG_PASSPHRASE_FILE`. */
  readonly passphrase?: string | undefined;
  /** Asks for the passphrase where none of the above has one; `isNew` if the stack has no secrets yet. */
  readonly askPassphrase?: ((isNew: boolean) => Promise<string>) | undefined;
  /** Where the variables above are looked up. */
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

/** One stack on disk. Opening starts the key derivation in the background; nothing waits for it until a secret is met. */
export interface StackStore {
  readonly project: Project;
  readonly stackName: string;
  /** `file://...`, resolved. */
  readonly backendUrl: string;
  /** The state as it is now, a crashed update's journal folded in (in memory). Takes no lock. Throws on what is not fully understood. */
  load(): Promise<Snapshot>;
  /** All configuration for the program: project defaults, then the stack file's values, secrets decrypted. */
  config(): Promise<Readonly<Record<string, ConfigValue>>>;
  /** `key` may be `name` (the project's namespace) or `namespace:name`. Throws when it is not set. */
  getConfig(key: string): Promise<ConfigValue>;
  setConfig(key: string, value: { readonly value: string; readonly secret?: boolean | undefined }): Promise<void>;
  setAllConfig(
    values: Readonly<Record<string, { readonly value: string; readonly secret?: boolean | undefined }>>,
  ): Promise<void>;
  /** True if the stack file has an encrypted value for the key. */
  isConfigSecret(key: string): Promise<boolean>;
  removeConfig(key: string): Promise<void>;
  /** Opens the secrets of a file made for this stack: ciphertext of its salt, or plaintext. */
  secretReader(): Promise<SecretReader>;
  /** Takes the lock (refused while another update holds it), folds a crashed update's journal, starts a journal. */
  begin(kind: RunningUpdateKind): Promise<RunningUpdate>;
  exportDeployment(options?: ExportOptions): Promise<ExportedDeployment>;
  /** Takes the lock. Secrets may be given as ciphertext of their own salt or as plaintext; pending operations are dropped and named in the result. */
  importDeployment(deployment: unknown): Promise<{ readonly warnings: readonly string[] }>;
  /** Clears the lock of an update that will never finish and folds its journal. */
  cancel(): Promise<void>;
  /** Removes the stack's state and history; refused while it holds resources, unless forced. */
  remove(options?: { readonly force?: boolean; readonly preserveConfig?: boolean }): Promise<void>;
}

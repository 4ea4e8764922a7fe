/** The seam between what a deployment does and where it is kept. Field names are the checkpoint's own. */

/** A property in the SDK's wire form: a secret is `{ [specialSigKey]: specialSecretSig, value }`, an unknown is a sentinel string. */
export type PropertyValue = null | boolean | number | string | readonly PropertyValue[] | PropertyMap;
export interface PropertyMap {
  readonly [key: string]: PropertyValue;
}

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

/** What a checkpoint holds, secrets opened. Rows are ordered: providers, parents and dependencies come before what needs them. */
export interface Snapshot {
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
}

/** A configuration value as the program gets it. `key` is always `namespace:name`. */
export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

export interface Project {
  readonly name: string;
  /** Folder that holds Pulumi.yaml. */
  readonly root: string;
  /** Folder the program and its provider processes run in: `main` when that is a folder, else its folder, else `root`. */
  readonly programDir: string;
  /** What is handed to the SDK's runner, relative to `programDir`; "." unless `main` names a file. */
  readonly entry: string;
  /** `runtime.options.typescript`, default true. */
  readonly typescript: boolean;
  readonly nodeArgs: readonly string[];
}

export type UpdateKind = "update" | "preview" | "refresh" | "destroy";

/**
 * One running update: holds the stack's lock. `begin` and `end` are durable when they return and cost the same
 * however many resources the stack has (an appended journal, folded into the checkpoint by `finish` or, after a crash, by
 * the next open). The folded order is the CLI's: rows added by this update in the order they were added, then the rows of
 * the base snapshot that no step has replaced or removed, in their old order.
 */
export interface RunningUpdate {
  readonly base: Snapshot;
  /** A step is about to touch the world. */
  begin(operation: PendingOperation): OpenStep;
  /** A row was settled without touching the world (same, a component, a provider, stack outputs). */
  put(change: RowChange): void;
  /** Folds the journal, writes checkpoint, `.bak`, history and backup as the CLI does, gives the lock back. */
  finish(outcome: { readonly result: "succeeded" | "failed"; readonly resourceChanges: Readonly<Record<string, number>> }): Promise<void>;
}
export interface RowChange {
  /** Row of `base`, or one added earlier in this update, that is no longer current (by object identity). */
  readonly remove?: ResourceState;
  /** Row that takes its place in the list's new part. */
  readonly add?: ResourceState;
}
export interface OpenStep {
  /** The step ended well, or ended with something to record. */
  done(change: RowChange): void;
  /** The step failed and changed nothing that is known. */
  failed(): void;
}

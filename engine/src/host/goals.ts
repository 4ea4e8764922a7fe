import type { PropertyMap } from "../state";
import { errorText } from "../state/json";
import type { InvokeResult } from "./provider-types";

export interface AliasSpec {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
  readonly parent?: string;
  readonly noParent?: true;
}

/** Desired state of one resource, as the program registers it. */
export interface ResourceGoal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string | undefined;
  readonly inputs: PropertyMap;
  /** `urn::id` of an explicit provider. */
  readonly provider: string | undefined;
  /** Version of the package that the program asks for, if any. */
  readonly version: string | undefined;
  /** Provider reference by package name, for components. */
  readonly providers: Readonly<Record<string, string>>;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Id of an existing object to import, if the state does not have it. */
  readonly importId: string | undefined;
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deletedWith: string | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly hideDiff: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly AliasSpec[];
  /** In seconds, by operation. */
  readonly customTimeouts: Readonly<Record<string, number>>;
  readonly sourcePosition: string | undefined;
  readonly stackTrace: readonly { readonly sourcePosition?: string }[] | undefined;
}

/** Inputs of a provider of a certain version, as the CLI writes them. */
export function versionInputs(version: string): PropertyMap {
  return { __internal: {}, version };
}

/** `.get(name, id)`: a resource that this program does not manage. */
export interface ReadGoal extends Pick<
  ResourceGoal,
  "type" | "name" | "parent" | "inputs" | "provider" | "version" | "dependencies" | "additionalSecretOutputs"
> {
  readonly id: string;
  readonly sourcePosition: string | undefined;
  readonly stackTrace: ResourceGoal["stackTrace"];
}

/** A call of a function of a package. */
export interface InvokeGoal extends Pick<ResourceGoal, "provider" | "version"> {
  readonly token: string;
  readonly args: PropertyMap;
}

export interface RegisteredResource {
  readonly urn: string;
  readonly id: string;
  readonly outputs: PropertyMap;
  /** Outputs of a failed or skipped resource are unknown to the program. */
  readonly result: "succeeded" | "failed" | "skipped";
}

export interface LogEntry {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  readonly urn: string;
  readonly streamId: number;
  readonly ephemeral: boolean;
}

/** Handles requests to the two services that the SDK calls. */
export interface ProgramSink {
  register(goal: ResourceGoal): Promise<RegisteredResource>;
  read(goal: ReadGoal): Promise<RegisteredResource>;
  invoke(goal: InvokeGoal): Promise<InvokeResult>;
  registerOutputs(urn: string, outputs: PropertyMap): Promise<void>;
  /** Returns the current state of a resource of this program, to resolve a resource reference. */
  lookUp(urn: string): RegisteredResource | undefined;
  /** Resolves when everything after the program's end is done. */
  programDone(): Promise<void>;
  log(entry: LogEntry): void;
  /** Ends the deployment because the program uses an unsupported feature. */
  refuse(error: Error, urn?: string): void;
}

/** A function of a package failed, which the program may handle. */
export class InvokeError extends Error {
  constructor(token: string, cause: unknown) {
    super(`invocation of ${token} returned an error: ${errorText(cause)}`, { cause });
    this.name = "InvokeError";
  }
}

/** The deployment is over or failed. The SDK then exits without an error of its own. */
export class ShutDownError extends Error {
  constructor() {
    super("resource monitor shut down");
    this.name = "ShutDownError";
  }
}

import {
  InvokeError,
  ShutDownError,
  versionInputs,
  type InvokeGoal,
  type LogEntry,
  type ProgramSink,
  type ReadGoal,
  type RegisteredResource,
  type ResourceGoal,
} from "../host/goals";
import type { InvokeResult } from "../host/provider-types";
import type { PropertyMap, ResourceState } from "../state";
import { defaultProviderConfig, type StackConfig } from "./providers/provider-config";
import { type Deployment } from "./steps/deployment";
import { BailError } from "./reporting/reporter";
import { errorText } from "../state/json";
import { withOutputs } from "./resources/resource-state";
import { knownOutputs } from "./resources/stack-outputs";
import type { StepExecutor } from "./steps/step-executor";
import type { StepGenerator } from "./steps/step-generator";
import type { OnApplied, RegistrationResult, Step } from "./resources/step";
import {
  createUrn,
  defaultProviderName,
  isProviderType,
  isStack,
  packageOf,
  providerReference,
  providerTypeOf,
} from "../state/urn";

type Decide = (onApplied: OnApplied) => readonly Step[] | Promise<readonly Step[]>;

/**
 * Handles the program's registrations. Steps are generated one registration at a time, so check and diff never run in
 * parallel.
 */
export class Registrar implements ProgramSink {
  /** Resolves when the program signals that it has finished. */
  readonly programSignalled: Promise<void>;
  stackOutputs: { readonly urn: string; readonly outputs: PropertyMap } | undefined;
  /** True after an error outside a step, which has been reported. */
  hasFailed = false;
  readonly #deployment: Deployment;
  readonly #generator: StepGenerator;
  readonly #executor: StepExecutor;
  readonly #config: StackConfig;
  readonly #waiting = new Set<(error: Error) => void>();
  #decisions: Promise<void> = Promise.resolve();
  /** References by package and version. */
  readonly #defaultProviders = new Map<string, Promise<string>>();
  #signalProgram: () => void = () => undefined;
  #finishProgram: () => void = () => undefined;
  readonly #finished: Promise<void>;

  constructor(deployment: Deployment, generator: StepGenerator, executor: StepExecutor, config: StackConfig) {
    this.#deployment = deployment;
    this.#generator = generator;
    this.#executor = executor;
    this.#config = config;
    this.programSignalled = new Promise((resolve) => (this.#signalProgram = resolve));
    this.#finished = new Promise((resolve) => (this.#finishProgram = resolve));
  }

  async register(goal: ResourceGoal): Promise<RegisteredResource> {
    const needsProvider = goal.custom && !isProviderType(goal.type);
    const provider = needsProvider ? await this.#providerOf(goal, goal.type) : undefined;
    const urn = createUrn(this.#deployment.scope, goal.parent, goal.type, goal.name);
    const registered = await this.#decide(urn, (onApplied) => this.#generator.register(goal, provider, onApplied));
    return goal.custom ? registered : { ...registered, outputs: {} };
  }

  async read(goal: ReadGoal): Promise<RegisteredResource> {
    const provider = await this.#providerOf(goal, goal.type);
    const urn = createUrn(this.#deployment.scope, goal.parent, goal.type, goal.name);
    return this.#decide(urn, (onApplied) => this.#generator.read(goal, provider, onApplied));
  }

  async invoke(goal: InvokeGoal): Promise<InvokeResult> {
    const { providers, dryRun } = this.#deployment;
    const reference = await this.#providerOf(goal, goal.token);
    try {
      return await (await providers.get(reference)).invoke(goal.token, goal.args, dryRun);
    } catch (error) {
      throw new InvokeError(goal.token, error);
    }
  }

  /** Keeps the stack's outputs until the result of the deployment is known. */
  registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    if (this.#executor.cancelled) return Promise.reject(new ShutDownError());
    if (isStack(urn)) {
      this.stackOutputs = { urn, outputs: this.#deployment.dryRun ? outputs : knownOutputs(outputs) };
      return Promise.resolve();
    }
    this.setOutputs(urn, outputs);
    return Promise.resolve();
  }

  setOutputs(urn: string, outputs: PropertyMap): void {
    const { resourceTable, reporter } = this.#deployment;
    const step = this.#executor.registered.get(urn);
    const row = resourceTable.replaceNew(urn, (registered) => withOutputs(registered, outputs));
    if (step !== undefined && row !== undefined) {
      reporter.outputsRegistered(step, row);
    }
  }

  lookUp(urn: string): RegisteredResource | undefined {
    const row = this.#deployment.resourceTable.newByUrn.get(urn);
    return row === undefined ? undefined : toRegisteredResource(row);
  }

  programDone(): Promise<void> {
    this.#signalProgram();
    return this.#finished;
  }

  log(entry: LogEntry): void {
    this.#deployment.reporter.log(entry);
  }

  refuse(error: Error, urn = ""): void {
    this.#fail(error, urn);
  }

  /** Rejects all pending registrations: the deployment is over. */
  rejectWaiting(): void {
    this.#waiting.forEach((reject) => reject(new ShutDownError()));
    this.#waiting.clear();
  }

  release(): void {
    this.#finishProgram();
  }

  /** Resolves when every registration received so far has its steps. */
  async waitForDecisions(): Promise<void> {
    await this.#decisions;
  }

  #decide(urn: string, decide: Decide): Promise<RegisteredResource> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const onApplied: OnApplied = (row, result): void => {
        this.#waiting.delete(reject);
        resolve(toRegisteredResource(row, result));
      };
      this.#decisions = this.#decisions.then(() => this.#takeDecision(urn, decide, onApplied));
    });
  }

  async #takeDecision(urn: string, decide: Decide, onApplied: OnApplied): Promise<void> {
    if (this.#executor.cancelled) {
      this.rejectWaiting();
      return;
    }
    try {
      const steps = await decide(onApplied);
      await this.#executor.submitUnlessSkipped(steps);
    } catch (error) {
      this.#fail(error, urn);
    }
  }

  #fail(error: unknown, urn: string): void {
    this.hasFailed = true;
    if (!(error instanceof BailError) && !this.#executor.cancelled) {
      this.#deployment.reporter.error(urn, errorText(error));
    }
    this.#executor.cancel();
    this.rejectWaiting();
  }

  /** `token` is a type or a function of the provider's package. */
  #providerOf({ provider, version }: Pick<ResourceGoal, "provider" | "version">, token: string): Promise<string> {
    if (provider !== undefined) return Promise.resolve(provider);
    const packageName = packageOf(token);
    const key = `${packageName}@${version ?? ""}`;
    const known = this.#defaultProviders.get(key) ?? this.#registerDefaultProvider(packageName, version);
    this.#defaultProviders.set(key, known);
    return known;
  }

  async #registerDefaultProvider(packageName: string, version: string | undefined): Promise<string> {
    const settings = defaultProviderConfig(this.#config, packageName);
    const inputs = { ...settings, ...(version === undefined ? {} : versionInputs(version)) };
    const { urn, id } = await this.register({
      ...{ type: providerTypeOf(packageName), name: defaultProviderName(version), custom: true, inputs },
      ...{ parent: undefined, provider: undefined, providers: {}, dependencies: [], propertyDependencies: {} },
      ...{
        importId: undefined,
        protect: undefined,
        retainOnDelete: undefined,
        deletedWith: undefined,
        deleteBeforeReplace: undefined,
      },
      ...{ ignoreChanges: [], replaceOnChanges: [], hideDiff: [], additionalSecretOutputs: [], aliases: [] },
      ...{ version: undefined, customTimeouts: {}, sourcePosition: undefined, stackTrace: undefined },
    });
    return providerReference(urn, id);
  }
}

function toRegisteredResource(row: ResourceState, result: RegistrationResult = "succeeded"): RegisteredResource {
  return { urn: row.urn, id: row.id ?? "", outputs: row.outputs ?? {}, result };
}

import { exitCodeAlreadyReported, problemsOfEnd } from "../host/program-process";
import type { ProviderHost, RunningProvider } from "../host/provider-process";
import { resolveSdk, type SdkScripts } from "../host/sdk";
import { startServer, type EngineServer } from "../host/server";
import type { NodeProcess, ProcessEnd } from "../host/processes";
import type { PropertyMap } from "../state";
import { deleteRemovedResources } from "./steps/deletions";
import { type Deployment } from "./steps/deployment";
import { BailError } from "./reporting/reporter";
import { errorText } from "../state/json";
import type { ImportPlan } from "../imports/import-options";
import { Importer } from "./importer";
import { ResourceTable } from "./resources/resource-table";
import { listenForAbort, type OperationOptions, type OperationOutcome } from "./operation-options";
import { setUpPolicies } from "./policies/policy-setup";
import { hasAllPlugins, packagesAhead } from "./providers/required-packages";
import { ProviderRegistry } from "./providers/provider-registry";
import { repairDependencies } from "./steps/refresh";
import { Registrar } from "./registrar";
import { hasAllTargets, ReplaceTargets } from "./steps/replace-targets";
import { Reporter } from "./reporting/reporter";
import { maskedConfig } from "./providers/provider-config";
import { StepExecutor } from "./steps/step-executor";
import { StepGenerator } from "./steps/step-generator";
import type { Step } from "./resources/step";
import { stackUrn, type UrnScope } from "../state/urn";

/** One update, refresh, destroy, import or preview, including its processes. */
export class StackOperation {
  readonly #options: OperationOptions;
  readonly #deployment: Deployment;
  readonly #generator: StepGenerator;
  readonly #executor: StepExecutor;
  /** Executor of the refresh steps. */
  #refresher: StepExecutor | undefined;
  readonly #registrar: Registrar;
  readonly #sdk: () => SdkScripts;
  readonly #cancelled: Promise<void>;
  #noteCancelled: () => void = () => undefined;
  #program: NodeProcess | undefined;
  #server: EngineServer | undefined;

  constructor(options: OperationOptions) {
    this.#options = options;
    this.#cancelled = new Promise((resolve) => (this.#noteCancelled = resolve));
    const { programDir, runtime } = options.project;
    const sdk = runtime === "nodejs" ? resolveSdk(programDir) : undefined;
    this.#sdk = () => sdk ?? resolveSdk(programDir);
    const scope: UrnScope = { stackName: options.stackName, projectName: options.project.name };
    const reporter = new Reporter(options.onEvent, options.dryRun);
    const resourceTable = new ResourceTable(options.base, options.update);
    const start = (packageName: string): Promise<RunningProvider> =>
      options.host.startProvider(this.#providerHost(), packageName);
    const providers = new ProviderRegistry(start, resourceTable);
    const onLine = this.#programLine;
    const policies = setUpPolicies({ ...options, onLine, engineAddress: this.#engineAddress }, reporter, resourceTable);
    const replaceTargets = new ReplaceTargets(options.replace);
    this.#deployment = { scope, dryRun: options.dryRun, resourceTable, providers, policies, reporter, replaceTargets };
    this.#generator = new StepGenerator(this.#deployment, (step) => this.#executor.runAll([step]));
    this.#executor = this.#newExecutor({ keepGoing: options.continueOnError });
    this.#registrar = new Registrar(this.#deployment, this.#generator, this.#executor, options.config);
  }

  async run(): Promise<OperationOutcome> {
    const { reporter, providers, policies } = this.#deployment;
    const startedMs = Date.now();
    reporter.send({ preludeEvent: { config: maskedConfig(this.#options.config) } });
    const server = await startServer(this.#registrar, this.#options.project);
    this.#server = server;
    const stopListening = this.#listen();
    try {
      const succeeded = await this.#perform();
      const durationSeconds = Math.ceil((Date.now() - startedMs) / 1000);
      // The CLI prints no summary either when the policy packs cannot run.
      if (await policies.canRun()) {
        const { changes: resourceChanges } = reporter;
        const policyPacks = policies.versions;
        reporter.send({ summaryEvent: { maybeCorrupt: false, durationSeconds, resourceChanges, policyPacks } });
      }
      return { succeeded, reporter };
    } finally {
      stopListening();
      await this.#end(server);
      await Promise.all([providers.stop(), policies.stop()]);
      reporter.send({ cancelEvent: {} });
    }
  }

  async #perform(): Promise<boolean> {
    const { kind, refreshFirst, base, imports, project } = this.#options;
    this.#deployment.reporter.warnAboutPendingOperations(base.pendingOperations);
    if (!hasAllPlugins(base.resources, project.plugins, this.#deployment.reporter)) return false;
    if (imports !== undefined) return this.#import(imports);
    const { policies } = this.#deployment;
    policies.start();
    if (kind === "refresh" || refreshFirst) {
      const isFine = (await policies.canRun()) && (await this.#refresh());
      if (!isFine || kind === "refresh") return isFine;
    }
    const { replaceTargets, resourceTable, reporter } = this.#deployment;
    if (!hasAllTargets(replaceTargets, resourceTable, reporter)) return false;
    const isGenerated = !this.#isAborted && (kind === "destroy" || (await this.#runProgram()));
    if (isGenerated && !this.#executor.cancelled) {
      await deleteRemovedResources(this.#deployment, this.#executor, this.#generator);
    }
    await this.#executor.idle();
    return this.#conclude(isGenerated);
  }

  async #import(plan: ImportPlan): Promise<boolean> {
    const { config } = this.#options;
    const isPossible = await new Importer(this.#deployment, this.#executor, plan, config).run();
    if (!isPossible) this.#reportResult("failed");
    return this.#conclude(isPossible);
  }

  async #refresh(): Promise<boolean> {
    const executor = this.#newExecutor({ keepGoing: true });
    this.#refresher = executor;
    if (this.#isAborted) executor.cancel();
    const steps = this.#deployment.resourceTable.oldResources.map((resource): Step => ({
      kind: "refresh",
      old: resource,
    }));
    await executor.runAll(steps);
    repairDependencies(this.#deployment);
    const hasFailed = executor.failedSteps.length > 0;
    if (hasFailed || this.#isAborted) {
      this.#reportResult(hasFailed ? "failed" : "canceled");
    }
    return !hasFailed && !this.#isAborted;
  }

  /** Returns true if the program succeeded and every registration was applied. */
  async #runProgram(): Promise<boolean> {
    const options = this.#options;
    const sdk = this.#sdk;
    const onLine = this.#programLine;
    const address = this.#engineAddress();
    const program = options.host.startProgram({ ...options, sdk, address, onLine });
    this.#program = program;
    this.#deployment.providers.startAhead(packagesAhead(options.base.resources, options.project.plugins));
    void this.#refuseWithoutPolicies();
    const end = await Promise.race([
      program.exited,
      this.#registrar.programSignalled.then((): ProcessEnd => ({ code: 0, signal: null })),
      this.#cancelled.then((): ProcessEnd => ({ code: exitCodeAlreadyReported, signal: null })),
    ]);
    await this.#registrar.waitForDecisions();
    await this.#executor.idle();
    if (end.code !== 0 && !this.#executor.cancelled) {
      this.#registrar.hasFailed = true;
      const problems = problemsOfEnd(end, address, this.#server?.isReached() === true);
      problems.forEach((problem) => this.#deployment.reporter.error("", problem));
    }
    return end.code === 0 && !this.#registrar.hasFailed;
  }

  async #refuseWithoutPolicies(): Promise<void> {
    if (!(await this.#deployment.policies.canRun())) {
      this.#registrar.refuse(new BailError("the policy packs cannot run"));
    }
  }

  /**
   * Replaces the stack outputs on success. After a failure, outputs that the program did not register keep their old
   * value.
   */
  async #conclude(isGenerated: boolean): Promise<boolean> {
    const executor = this.#executor;
    const registrar = this.#registrar;
    const generator = this.#generator;
    const isAborted = this.#isAborted;
    const hasFailed = !isGenerated || executor.failedSteps.length > 0 || generator.hasFailed || isAborted;
    const registered = registrar.stackOutputs;
    if (registered !== undefined) {
      const oldInputs = hasFailed ? this.#oldStackOutputs(registered.urn) : {};
      registrar.setOutputs(registered.urn, { ...oldInputs, ...registered.outputs });
    }
    if (registrar.hasFailed && isAborted) {
      this.#reportResult("canceled");
    }
    if (registrar.hasFailed || (executor.failedSteps.length === 0 && !isAborted && !(await this.#analyzeStack()))) {
      return false;
    }
    if (executor.failedSteps.length > 0 || generator.hasFailed) {
      this.#reportResult("failed");
    } else if (isAborted) {
      this.#reportResult("canceled");
    }
    return !hasFailed && !generator.hasFailed;
  }

  /** Runs the stack policies. Returns false, after reporting the error, if they cannot run. */
  async #analyzeStack(): Promise<boolean> {
    const deployment = this.#deployment;
    const generator = this.#generator;
    try {
      const isRefused = await deployment.policies.analyzeStack(generator.policySubjects, stackUrn(deployment.scope));
      generator.hasFailed ||= isRefused;
      return true;
    } catch (error) {
      deployment.reporter.error("", errorText(error));
      return false;
    }
  }

  /** Cancels on the first signal and kills the processes on the second. Returns a function that unsubscribes. */
  #listen(): () => void {
    const { providers, policies } = this.#deployment;
    const cancel = (): void => {
      this.#executor.cancel();
      this.#refresher?.cancel();
      policies.cancel();
      providers.cancel();
    };
    const terminate = (): void => {
      cancel();
      providers.kill();
      policies.kill();
      this.#program?.kill();
    };
    if (this.#isAborted) cancel();
    return listenForAbort(this.#options, cancel, terminate);
  }

  get #isAborted(): boolean {
    const { signal, terminateSignal } = this.#options;
    return signal?.aborted === true || terminateSignal?.aborted === true;
  }

  #oldStackOutputs(urn: string): PropertyMap {
    return this.#deployment.resourceTable.oldByUrn.get(urn)?.row.outputs ?? {};
  }

  #reportResult(word: "failed" | "canceled"): void {
    this.#deployment.reporter.error("", `${this.#options.dryRun ? "preview" : "update"} ${word}`);
  }

  async #end(server: EngineServer): Promise<void> {
    this.#registrar.rejectWaiting();
    this.#registrar.release();
    await this.#program?.stop();
    server.close();
  }

  readonly #engineAddress = (): string => this.#server?.address ?? "";

  readonly #programLine = (line: string, stream: "stdout" | "stderr"): void => {
    const urn = stackUrn(this.#deployment.scope);
    this.#deployment.reporter.diagnostic(stream === "stdout" ? "info" : "info#err", urn, line);
  };

  #newExecutor({ keepGoing }: { readonly keepGoing: boolean }): StepExecutor {
    return new StepExecutor(this.#deployment, {
      parallel: this.#options.parallel,
      deletes: { has: (urn) => urn !== undefined && this.#generator.deletes.has(urn) },
      keepGoing,
      countsRefreshes: this.#options.kind === "refresh",
      onCancel: () => {
        this.#registrar.rejectWaiting();
        this.#noteCancelled();
      },
    });
  }

  #providerHost(): ProviderHost {
    return {
      sdk: this.#sdk,
      programDir: this.#options.project.programDir,
      projectName: this.#options.project.name,
      plugins: this.#options.project.plugins,
      env: this.#options.env,
      onLine: this.#programLine,
      engineAddress: this.#engineAddress,
    };
  }
}

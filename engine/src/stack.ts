import { availableParallelism } from "node:os";
import type { OpMap } from "@pulumi/pulumi/automation";
import { DeploymentError, ExpectedNoChangesError, type FailureDetails } from "./deploy/reporting/deployment-error";
import type { ImportPlan } from "./imports/import-options";
import { StackOperation } from "./deploy/operation";
import type { OperationKind } from "./deploy/operation-options";
import { stackOutputs, type OutputMap } from "./deploy/resources/stack-outputs";
import type { Reporter } from "./deploy/reporting/reporter";
import { nodeHost, type Host } from "./host/host";
import { createTextDisplay, type DisplayKind, type EventDisplay } from "./display";
import type { EngineEvent } from "./events";
import { resolvePackSettings, type PackSettings } from "./policy/packs";
import { type ImportOptions, readImports } from "./imports/import-options";
import type { ConfigValue, ExportedDeployment, ExportOptions, RunningUpdate, StackStore } from "./state";

export interface OperationSettings {
  /** Receives human-readable progress. */
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly onEvent?: ((event: EngineEvent) => void) | undefined;
  /** Number of steps applied in parallel. Default: four per processor, as on the CLI. */
  readonly parallel?: number | undefined;
  /** Fails the operation if anything changed, or would. Applied changes are not undone. */
  readonly expectNoChanges?: boolean | undefined;
  /** Stops starting new steps when aborted; running ones may finish. */
  readonly signal?: AbortSignal | undefined;
  /** Kills running calls when aborted; they become pending operations of the state. */
  readonly terminateSignal?: AbortSignal | undefined;
  /** Color of the text. "auto" depends on the terminal and NO_COLOR. Default: "never". */
  readonly color?: "always" | "never" | "auto" | undefined;
  /** Shows all properties in the text, not only changed ones. */
  readonly diff?: boolean | undefined;
}
export interface DestroySettings extends OperationSettings {
  /** Reads all resources from their providers first. */
  readonly refresh?: boolean | undefined;
  /** Continues after an error with the resources that do not depend on the failed one. The operation still fails. */
  readonly continueOnError?: boolean | undefined;
}
/** Settings of `up` and `preview`. */
export interface UpdateSettings extends DestroySettings {
  /**
   * URNs of resources to replace whatever their provider's diff reports, or patterns: `*` matches anything within a
   * part of a URN, `**` matches anything. A URN that the state does not contain is an error. Default: none.
   */
  readonly replace?: readonly string[] | undefined;
  /** Folders of policy packs. Relative paths start at the stack's `workDir`. */
  readonly policyPacks?: readonly string[] | undefined;
  /** JSON files with the packs' configuration: none, or one for each pack in the same order. */
  readonly policyPackConfigs?: readonly string[] | undefined;
}
export interface RefreshSettings extends OperationSettings {
  /** Drops pending creates from the state. */
  readonly clearPendingCreates?: boolean | undefined;
}
export type ImportSettings = Omit<OperationSettings, "expectNoChanges"> & ImportOptions;

export interface OperationSummary {
  readonly kind: OperationKind;
  readonly result: "succeeded" | "failed";
  readonly startTime: Date;
  readonly endTime: Date;
  readonly resourceChanges: OpMap;
}
export interface OperationResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: OperationSummary;
}
export interface UpResult extends OperationResult {
  readonly outputs: OutputMap;
}
export interface ImportResult extends OperationResult {
  /** Always empty: the engine generates no code. */
  readonly generatedCode: string;
}
export interface PreviewResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly changeSummary: OpMap;
}

const unchangedOps: ReadonlySet<string> = new Set(["same", "read", "refresh"]);
/** The only organization of file backends. */
const organization = "organization";

interface Request {
  readonly kind: OperationKind;
  readonly dryRun: boolean;
  readonly settings: UpdateSettings;
  readonly imports?: ImportPlan;
  readonly clearPendingCreates?: boolean | undefined;
}

/** One stack. Methods have the names of Pulumi's Automation API. */
export class Stack {
  readonly name: string;
  readonly #store: StackStore;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #workDir: string;
  readonly #host: Host;

  /** `workDir` is the base of relative paths in settings. */
  constructor(
    store: StackStore,
    env: Readonly<Record<string, string | undefined>>,
    workDir: string,
    host: Host = nodeHost,
  ) {
    this.name = store.stackName;
    this.#store = store;
    this.#env = env;
    this.#workDir = workDir;
    this.#host = host;
  }

  async up(settings: UpdateSettings = {}): Promise<UpResult> {
    const result = await this.#run({ kind: "update", dryRun: false, settings });
    return { ...result, outputs: await this.outputs() };
  }

  async preview(settings: UpdateSettings = {}): Promise<PreviewResult> {
    return previewOf(await this.#run({ kind: "update", dryRun: true, settings }));
  }

  async refresh(settings: RefreshSettings = {}): Promise<OperationResult> {
    const { clearPendingCreates } = settings;
    return this.#run({ kind: "refresh", dryRun: false, settings, clearPendingCreates });
  }

  async previewRefresh(settings: OperationSettings = {}): Promise<PreviewResult> {
    return previewOf(await this.#run({ kind: "refresh", dryRun: true, settings }));
  }

  async destroy(settings: DestroySettings = {}): Promise<OperationResult> {
    return this.#run({ kind: "destroy", dryRun: false, settings });
  }

  async previewDestroy(settings: DestroySettings = {}): Promise<PreviewResult> {
    return previewOf(await this.#run({ kind: "destroy", dryRun: true, settings }));
  }

  /** Imports existing resources into the state: as given or, for resources of plugins, as their provider reads them. */
  async import(settings: ImportSettings): Promise<ImportResult> {
    const imports = await readImports(this.#store, settings);
    return { ...(await this.#run({ kind: "import", dryRun: false, settings, imports })), generatedCode: "" };
  }

  async previewImport(settings: ImportSettings): Promise<PreviewResult> {
    const imports = await readImports(this.#store, settings);
    return previewOf(await this.#run({ kind: "import", dryRun: true, settings, imports }));
  }

  async outputs(): Promise<OutputMap> {
    return stackOutputs((await this.#store.load()).resources);
  }

  exportStack(options?: ExportOptions): Promise<ExportedDeployment> {
    return this.#store.exportDeployment(options);
  }

  async importStack(deployment: unknown): Promise<{ readonly warnings: readonly string[] }> {
    return this.#store.importDeployment(deployment);
  }

  getConfig(key: string): Promise<ConfigValue> {
    return this.#store.getConfig(key);
  }

  getAllConfig(): Promise<Readonly<Record<string, ConfigValue>>> {
    return this.#store.config();
  }

  setConfig(key: string, value: ConfigInput): Promise<void> {
    return this.#store.setConfig(key, value);
  }

  setAllConfig(values: Readonly<Record<string, ConfigInput>>): Promise<void> {
    return this.#store.setAllConfig(values);
  }

  removeConfig(key: string): Promise<void> {
    return this.#store.removeConfig(key);
  }

  /** Clears the lock of an update that will never finish. */
  cancel(): Promise<void> {
    return this.#store.cancel();
  }

  /** Removes the stack. Throws if it has resources, unless forced. */
  removeStack(options?: { readonly force?: boolean; readonly preserveConfig?: boolean }): Promise<void> {
    return this.#store.remove(options);
  }

  async #run(request: Request): Promise<OperationResult> {
    const policyPacks = resolvePackSettings(request.settings, request.kind);
    const startTime = new Date();
    const text: string[] = [];
    const display = textDisplay(request, this.name, (piece) => {
      text.push(piece);
      request.settings.onOutput?.(piece);
    });
    const update = request.dryRun ? undefined : await this.#store.begin(request.kind);
    const { reporter, succeeded } = await this.#perform({ ...request, policyPacks }, update, display);
    const stdout = text.join("");
    const summary: OperationSummary = {
      kind: request.kind,
      result: succeeded ? "succeeded" : "failed",
      startTime,
      endTime: new Date(),
      resourceChanges: reporter.changes,
    };
    const kind: FailureDetails["kind"] = request.dryRun ? "preview" : request.kind;
    const details = { kind, stdout, resourceChanges: reporter.changes };
    if (!succeeded) throw new DeploymentError({ ...details, diagnostics: reporter.diagnostics });
    if (request.settings.expectNoChanges === true && hasChanges(reporter.changes)) {
      throw new ExpectedNoChangesError(details);
    }
    return { stdout, stderr: "", summary };
  }

  async #perform(
    request: Request & { readonly policyPacks: readonly PackSettings[] },
    update: RunningUpdate | undefined,
    display: EventDisplay,
  ): Promise<{ readonly reporter: Reporter; readonly succeeded: boolean }> {
    let outcome: { readonly reporter: Reporter; readonly succeeded: boolean } | undefined;
    try {
      const base = update?.base ?? (await this.#store.load());
      const { settings } = request;
      const operation = new StackOperation({
        host: this.#host,
        ...{ kind: request.kind, dryRun: request.dryRun, base, update },
        ...{ project: this.#store.project, stackName: this.name, organization: organization },
        config: await this.#store.config(),
        env: this.#env,
        parallel: settings.parallel ?? 4 * availableParallelism(),
        refreshFirst: settings.refresh === true,
        continueOnError: settings.continueOnError === true,
        replace: settings.replace ?? [],
        ...{ policyPacks: request.policyPacks, workDir: this.#workDir },
        imports: request.imports,
        signal: settings.signal,
        terminateSignal: settings.terminateSignal,
        onEvent: (event) => {
          display.event(event);
          settings.onEvent?.(event);
        },
      });
      outcome = await operation.run();
      return outcome;
    } finally {
      const resourceChanges = changeCounts(outcome?.reporter.changes ?? {});
      display.finish();
      await update?.finish({
        result: outcome?.succeeded === true ? "succeeded" : "failed",
        resourceChanges,
        ...(request.clearPendingCreates === true ? { clearPendingCreates: true } : {}),
      });
    }
  }
}

export interface ConfigInput {
  readonly value: string;
  readonly secret?: boolean | undefined;
}

function textDisplay(
  { kind, dryRun, settings }: Request,
  stackName: string,
  out: (text: string) => void,
): EventDisplay {
  const { color = "never", diff: showDiff } = settings;
  const colors = color === "auto" ? {} : { color: color === "always" };
  return createTextDisplay({ out, kind: displayKind(kind, dryRun), stackName, showDiff, ...colors });
}

function displayKind(kind: OperationKind, dryRun: boolean): DisplayKind {
  if (!dryRun) return kind;
  return kind === "update" ? "preview" : `preview-${kind}`;
}

function previewOf({ stdout, stderr, summary }: OperationResult): PreviewResult {
  return { stdout, stderr, changeSummary: summary.resourceChanges };
}

function changeCounts(changes: OpMap): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(changes).map(([op, count]) => [op, count]));
}

function hasChanges(changes: OpMap): boolean {
  return Object.entries(changes).some(([op, count]) => !unchangedOps.has(op) && count > 0);
}

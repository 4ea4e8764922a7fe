import type { ResourceImport } from "../imports/import-file";
import type { ImportPlan } from "../imports/import-options";
import type { ResourceState } from "../state";
import { defaultProviderConfig, type StackConfig } from "./providers/provider-config";
import { BailError } from "./reporting/reporter";
import { checkInputs } from "./steps/check-failures";
import type { Deployment } from "./steps/deployment";
import { withInputs, withOutputs } from "./resources/resource-state";
import type { StepExecutor } from "./steps/step-executor";
import { noDiff, type Step } from "./resources/step";
import {
  createUrn,
  defaultProviderName,
  isStack,
  packageOf,
  providerReference,
  providerTypeOf,
  stackType,
  stackUrn,
  type UrnScope,
} from "../state/urn";

/**
 * Imports existing resources into the state. First it keeps the old resources as they are, then it creates the stack
 * and the default provider if they are missing, then it imports the new ones, parents before children. Like the CLI, it
 * leaves a resource unchanged if the state has it under the same id.
 */
export class Importer {
  readonly #deployment: Deployment;
  readonly #executor: StepExecutor;
  readonly #plan: ImportPlan;
  readonly #config: StackConfig;

  constructor(deployment: Deployment, executor: StepExecutor, plan: ImportPlan, config: StackConfig) {
    this.#deployment = deployment;
    this.#executor = executor;
    this.#plan = plan;
    this.#config = config;
  }

  /** Returns false if the state conflicts with the import. All conflicts are then reported, and nothing is imported. */
  async run(): Promise<boolean> {
    const { resourceTable } = this.#deployment;
    const wanted = this.#plan.imports.filter(({ urn, id }) => {
      const old = resourceTable.oldByUrn.get(urn);
      return old === undefined || (old.row.id ?? "") !== (id ?? "");
    });
    const known = new Set([...resourceTable.oldByUrn.keys(), ...this.#plan.imports.map(({ urn }) => urn)]);
    const obstacles = wanted.flatMap((each) => this.#obstacles(each, known).map((text) => ({ urn: each.urn, text })));
    obstacles.forEach(({ urn, text }) => this.#deployment.reporter.error(urn, text));
    if (obstacles.length > 0) return false;
    const packageNames = packagesOf(wanted.filter(({ id }) => id !== undefined));
    this.#deployment.providers.startAhead(packageNames);
    await this.#chain(resourceTable.oldResources.filter(({ row }) => row.delete !== true).map(sameStep));
    const stack = resourceTable.oldByUrn.has(stackUrn(this.#deployment.scope)) ? undefined : this.#stackStep();
    await this.#chain(stack === undefined ? [] : [stack]);
    for (const name of packagesOf(wanted.filter(({ id, provider }) => id !== undefined && provider === undefined))) {
      await this.#addDefaultProvider(name);
    }
    for (const wave of parentsFirst(wanted)) {
      await this.#executor.runAll(
        wave.map((each): Step => ({ kind: "import", row: this.#rowOf(each), isChecked: true })),
      );
    }
    const row = stack === undefined ? undefined : resourceTable.newByUrn.get(stack.row.urn);
    if (stack !== undefined && row !== undefined) {
      this.#deployment.reporter.outputsRegistered(stack, row);
    }
    return true;
  }

  #obstacles({ urn, parent, provider }: ResourceImport, known: ReadonlySet<string>): readonly string[] {
    const { oldByUrn: oldInputs } = this.#deployment.resourceTable;
    const old = oldInputs.get(urn);
    const asWhat = old?.row.id === undefined ? "" : `, with the id '${old.row.id}'`;
    return [
      ...(old === undefined ? [] : [`resource '${urn}' already exists${asWhat}`]),
      ...(parent === undefined || isStack(parent) || known.has(parent)
        ? []
        : [`unknown parent '${parent}' for resource '${urn}'`]),
      ...(provider === undefined || oldInputs.has(provider)
        ? []
        : [`unknown provider '${provider}' for resource '${urn}'`]),
    ];
  }

  /** Runs the steps one after another, so that the resources keep their order. */
  async #chain(steps: readonly Step[]): Promise<void> {
    const { ended } = await this.#executor.submit(steps);
    await ended;
  }

  #stackStep(): Extract<Step, { readonly kind: "create" }> {
    const row: ResourceState = { urn: stackUrn(this.#deployment.scope), custom: false, type: stackType };
    return { kind: "create", row, diff: noDiff, onApplied: () => undefined };
  }

  /** A default provider in the state keeps its inputs even if the configuration has changed. */
  async #addDefaultProvider(packageName: string): Promise<void> {
    const deployment = this.#deployment;
    const urn = defaultProviderUrn(deployment.scope, packageName);
    if (deployment.resourceTable.oldByUrn.has(urn)) return;
    const planned: ResourceState = { urn, custom: true, type: providerTypeOf(packageName) };
    const inputs = defaultProviderConfig(this.#config, packageName);
    const checkable = { urn, row: planned, provider: deployment.providers.own };
    const { row, isValid } = await checkInputs(deployment, checkable, undefined, inputs);
    if (!isValid) throw new BailError(`resource ${urn} is invalid`);
    await this.#chain([{ kind: "create", row, diff: noDiff, onApplied: () => undefined }]);
  }

  #referenceTo(urn: string): string | undefined {
    const row = this.#deployment.resourceTable.newByUrn.get(urn);
    return row === undefined ? undefined : providerReference(urn, row.id ?? "");
  }

  #rowOf({ urn, type, id, parent, provider: providerUrn, inputs, outputs }: ResourceImport): ResourceState {
    const { scope } = this.#deployment;
    const provider = this.#referenceTo(providerUrn ?? defaultProviderUrn(scope, packageOf(type)));
    const row: ResourceState = {
      ...{ urn, type, custom: id !== undefined, parent: parent ?? stackUrn(scope) },
      ...(id === undefined ? {} : { id }),
      ...(this.#plan.protect ? { protect: true } : {}),
      ...(id === undefined || provider === undefined ? {} : { provider }),
    };
    return withOutputs(withInputs(row, inputs), outputs);
  }
}

function defaultProviderUrn(scope: UrnScope, packageName: string): string {
  return createUrn(scope, undefined, providerTypeOf(packageName), defaultProviderName(undefined));
}

function packagesOf(imports: readonly ResourceImport[]): readonly string[] {
  return [...new Set(imports.map(({ type }) => packageOf(type)))];
}

function sameStep(old: Extract<Step, { readonly kind: "same" }>["old"]): Step {
  return { kind: "same", row: old.row, old, onApplied: () => undefined };
}

/** Groups the imports into waves: a resource comes in a later wave than its parent. */
function parentsFirst(imports: readonly ResourceImport[]): readonly (readonly ResourceImport[])[] {
  const byUrn = new Map(imports.map((each) => [each.urn, each]));
  const depths = new Map<ResourceImport, number>();
  const depthOf = (each: ResourceImport): number => {
    const parent = each.parent === undefined ? undefined : byUrn.get(each.parent);
    const depth = depths.get(each) ?? (parent === undefined ? 0 : depthOf(parent) + 1);
    depths.set(each, depth);
    return depth;
  };
  const waves: ResourceImport[][] = [];
  imports.forEach((each) => (waves[depthOf(each)] ??= []).push(each));
  return waves;
}

import type { ReadGoal, ResourceGoal } from "../../host/goals";
import type { ResourceDiff } from "../../host/provider-types";
import type { PropertyMap, ResourceState } from "../../state";
import { formerUrns } from "./aliases";
import { checkInputs } from "./check-failures";
import { providerFor, type Deployment } from "./deployment";
import { BailError } from "../reporting/reporter";
import type { OldResource } from "../resources/resource-table";
import type { PolicySubject } from "../policies/policy-subjects";
import { containsAssets, equal } from "../../state/property-value";
import { keepOldValues } from "./property-path";
import {
  createThenReplace,
  dependentDeletes,
  dependentReplacements,
  isUnmanageable,
  mustReplace,
  replacedOnRequest,
  withReplaceOnChanges,
} from "./replacement";
import type { ResourceProvider } from "../providers/resource-provider";
import { plannedRow, readRow, valuesOf, withId } from "../resources/resource-state";
import { noDiff, type OnApplied, type Step, type StepDiff } from "../resources/step";
import { createUrn } from "../../state/urn";
import { NotSupportedError } from "../../host/not-supported";

interface Registration {
  readonly urn: string;
  readonly goal: ResourceGoal;
  readonly row: ResourceState;
  readonly old: OldResource | undefined;
  readonly provider: ResourceProvider | undefined;
  readonly onApplied: OnApplied;
  /** True if `--replace` names it. */
  readonly isRequested: boolean;
}

/** Generates the steps for one registration at a time. */
export class StepGenerator {
  /** Set when a preview continues after an error that would stop an update. */
  hasFailed = false;
  /** URNs that this deployment deletes before replacing them. A later registration recreates them. */
  readonly deletes = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #settledUrns = new Set<string>();
  readonly #goals = new Map<string, ResourceGoal>();
  readonly #formerUrnByUrn = new Map<string, string>();
  readonly #dependentKeys = new Map<string, readonly string[]>();
  readonly #deployment: Deployment;
  readonly #applyNow: (step: Step) => Promise<void>;

  /** `applyNow` applies a step on which later steps of the same registration depend. */
  constructor(deployment: Deployment, applyNow: (step: Step) => Promise<void>) {
    this.#deployment = deployment;
    this.#applyNow = applyNow;
  }

  /** Returns true if the program registered this URN, directly or through an alias. */
  isRegistered(urn: string): boolean {
    return this.#settledUrns.has(urn);
  }

  /** All registered resources, for stack policies. Resources that the program only reads are not included. */
  get policySubjects(): readonly PolicySubject[] {
    const rows = [...this.#deployment.resourceTable.newByUrn.values()];
    return rows.flatMap((row) => {
      const goal = this.#goals.get(row.urn);
      return goal === undefined ? [] : [{ row, goal, formerUrn: this.#formerUrnByUrn.get(row.urn) }];
    });
  }

  read(goal: ReadGoal, providerReference: string, onApplied: OnApplied): readonly Step[] {
    const urn = this.#claim(goal.parent, goal.type, goal.name);
    if (goal.id === "") throw new Error(`Expected an ID for ${urn}`);
    const old = this.#deployment.resourceTable.oldByUrn.get(urn);
    const row = readRow(urn, goal, providerReference);
    this.#settledUrns.add(urn);
    if (old === undefined || old.row.external === true || old.row.id === goal.id) {
      return [{ kind: "read", row, old, isReplacement: false, onApplied }];
    }
    return [
      { kind: "read", row, old, isReplacement: true, onApplied },
      { kind: "replace", row, old, diff: noDiff },
    ];
  }

  async register(
    given: ResourceGoal,
    providerReference: string | undefined,
    onApplied: OnApplied,
  ): Promise<readonly Step[]> {
    const goal = this.#inherit(given);
    const urn = this.#claim(goal.parent, goal.type, goal.name);
    this.#goals.set(urn, goal);
    if (containsAssets(goal.inputs)) {
      throw new NotSupportedError("assets and archives", `${goal.type} "${goal.name}"`);
    }
    const row = plannedRow(urn, goal, providerReference);
    const known = this.#findOld(urn, goal);
    const imported = await this.#importFirst(row, goal, known);
    const old = imported ?? known;
    const provider = row.custom ? await providerFor(this.#deployment, row) : undefined;
    const isRequested = this.#deployment.replaceTargets.has(urn);
    const steps = await this.#decide({ urn, goal, row, old, provider, onApplied, isRequested });
    this.#settledUrns.add(urn);
    if (imported === undefined || steps[0]?.kind !== "same") return steps;
    onApplied(imported.row, "succeeded");
    return [];
  }

  /** Imports the object of the option `import`, unless the state has it. The registration then continues with it. */
  async #importFirst(
    planned: ResourceState,
    { importId }: ResourceGoal,
    old: OldResource | undefined,
  ): Promise<OldResource | undefined> {
    const { urn } = planned;
    if (importId === undefined || (old?.row.importID ?? old?.row.id) === importId) return undefined;
    if (old !== undefined) throw new NotSupportedError("import of another object for a resource of the state", urn);
    await this.#applyNow({ kind: "import", row: withId(planned, importId), isChecked: false });
    const row = this.#deployment.resourceTable.newByUrn.get(urn);
    if (row === undefined) throw new BailError(`resource ${urn} was not imported`);
    return { row, isGone: false };
  }

  async #decide(registration: Registration): Promise<readonly Step[]> {
    const { urn, old, onApplied, goal, isRequested } = registration;
    const isRecreated = this.deletes.has(urn);
    const isFresh = isRecreated || isRequested || old === undefined || old.row.external === true;
    const inputs = isFresh ? goal.inputs : keepOldValues(goal.inputs, old.row.inputs ?? {}, goal.ignoreChanges);
    const row = await this.#checkAndRemediate(registration, isFresh ? undefined : (old.row.inputs ?? {}), inputs);
    if (old === undefined) return [{ kind: "create", row, diff: noDiff, onApplied }];
    if (isRecreated) {
      this.deletes.delete(urn);
      const diff: StepDiff = { replaceKeys: this.#dependentKeys.get(urn) ?? [], changedKeys: [] };
      return [
        { kind: "replace", row, old, diff: noDiff },
        { kind: "create", row, replaced: { old, then: "already-deleted" }, diff, onApplied },
      ];
    }
    if (old.row.external === true) return createThenReplace(row, old, noDiff, onApplied);
    return this.#compare({ ...registration, row, old });
  }

  async #compare(registration: Registration & { readonly old: OldResource }): Promise<readonly Step[]> {
    const { row, old, goal, onApplied } = registration;
    const hasInitErrors = (old.row.initErrors ?? []).length > 0;
    const diff = withReplaceOnChanges(await this.#diff(registration), goal.replaceOnChanges, hasInitErrors);
    if (diff.warning !== undefined) this.#deployment.reporter.diagnostic("warning", row.urn, diff.warning);
    if (mustReplace(diff) || old.row.pendingReplacement === true) return this.#replace(registration, diff);
    if (diff.changes === "some" || hasInitErrors) return [{ kind: "update", row, old, diff, onApplied }];
    return [{ kind: "same", row, old, onApplied }];
  }

  async #diff({
    row,
    old,
    provider,
    isRequested,
  }: Registration & { readonly old: OldResource }): Promise<ResourceDiff> {
    if (isRequested) return replacedOnRequest;
    const inputs = row.inputs ?? {};
    const result = { replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };
    if (await isUnmanageable(this.#deployment, row, old.row, (urn) => this.#formerUrnByUrn.get(urn))) {
      return { ...result, changes: "some", replaceKeys: ["provider"] };
    }
    if (provider === undefined) return { ...result, changes: equal(old.row.inputs ?? {}, inputs) ? "none" : "some" };
    return provider.diff({ urn: row.urn, id: old.row.id ?? "" }, valuesOf(old.row), inputs);
  }

  /**
   * Replaces a resource. Ignored changes no longer apply, so its inputs are checked again without old values. As on the
   * CLI, policies do not run again on them, so changes of a remediation are lost until the next run, which plans them
   * as an update.
   */
  async #replace(
    registration: Registration & { readonly old: OldResource },
    diff: ResourceDiff,
  ): Promise<readonly Step[]> {
    const { urn, old, goal, onApplied, isRequested } = registration;
    this.#refuseProtected(registration);
    const { row, isValid } = isRequested
      ? { row: registration.row, isValid: true }
      : await checkInputs(this.#deployment, registration, undefined, goal.inputs);
    if (!isValid) throw new BailError(`resource ${urn} is invalid`);
    const recreation: readonly Step[] = [
      { kind: "replace", row, old, diff },
      { kind: "create", row, replaced: { old, then: "already-deleted" }, diff, onApplied },
    ];
    if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
      // An interrupted replacement has deleted it already.
      return old.row.pendingReplacement === true ? recreation : createThenReplace(row, old, diff, onApplied);
    }
    this.#settledUrns.add(urn);
    const isSettled = (each: string): boolean => this.#settledUrns.has(each) || this.deletes.has(each);
    const affected = await dependentReplacements(this.#deployment, old, isSettled);
    const dependents = affected.filter(({ resource }) => resource.row.pendingReplacement !== true);
    const steps: Step[] = [...dependentDeletes(this.#deployment, urn, dependents)];
    dependents.forEach(({ resource, keys }) => {
      this.#dependentKeys.set(resource.row.urn, keys);
      this.deletes.add(resource.row.urn);
    });
    if (old.row.pendingReplacement !== true) {
      steps.push({ kind: "delete", old, reason: "to-be-replaced" });
    }
    return [...steps, ...recreation];
  }

  #refuseProtected({ urn, row, old }: Registration & { readonly old: OldResource }): void {
    if (row.protect !== true || old.row.protect !== true) return;
    const message =
      `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, remove ` +
      "the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
    this.#deployment.reporter.error(urn, message);
    this.hasFailed = true;
    if (!this.#deployment.dryRun) throw new BailError(message);
  }

  /** Checks the inputs and runs the policies. A preview continues with inputs that a policy rejects. */
  async #checkAndRemediate(
    registration: Registration,
    oldInputs: PropertyMap | undefined,
    newInputs: PropertyMap,
  ): Promise<ResourceState> {
    const { urn, goal } = registration;
    const { policies, dryRun } = this.#deployment;
    const checked = await checkInputs(this.#deployment, registration, oldInputs, newInputs);
    const formerUrn = this.#formerUrnByUrn.get(urn);
    const { row, isRefused } = await policies.remediateAndAnalyze({ row: checked.row, goal, formerUrn });
    this.hasFailed ||= isRefused;
    if (!checked.isValid || (isRefused && !dryRun)) throw new BailError(`resource ${urn} is invalid`);
    return row;
  }

  #claim(parent: string | undefined, type: string, name: string): string {
    if (parent !== undefined && !this.#seen.has(parent)) throw new Error(`could not find parent resource ${parent}`);
    const urn = createUrn(this.#deployment.scope, parent, type, name);
    const [aliasedBy] = [...this.#formerUrnByUrn].find(([, former]) => former === urn) ?? [];
    if (aliasedBy !== undefined) {
      this.#bail(urn, `Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${aliasedBy}'`);
    }
    if (this.#seen.has(urn)) {
      this.#bail(urn, `Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    this.#seen.add(urn);
    return urn;
  }

  #inherit(goal: ResourceGoal): ResourceGoal {
    const parent = goal.parent === undefined ? undefined : this.#goals.get(goal.parent);
    return {
      ...goal,
      protect: goal.protect ?? parent?.protect,
      retainOnDelete: goal.retainOnDelete ?? parent?.retainOnDelete,
      deletedWith: goal.deletedWith ?? parent?.deletedWith,
    };
  }

  #bail(urn: string, message: string): never {
    this.#deployment.reporter.error(urn, message);
    throw new BailError(message);
  }

  #findOld(urn: string, goal: ResourceGoal): OldResource | undefined {
    const { resourceTable, scope } = this.#deployment;
    const own = resourceTable.oldByUrn.get(urn);
    if (own !== undefined) return own;
    const former = formerUrns(scope, goal, (each) => this.#formerUrnByUrn.get(each)).find((each) =>
      resourceTable.oldByUrn.has(each),
    );
    if (former === undefined) return undefined;
    if (this.#seen.has(former) || [...this.#formerUrnByUrn.values()].includes(former)) {
      this.#bail(urn, `Duplicate resource alias '${former}' applied to resource with URN '${urn}'`);
    }
    this.#formerUrnByUrn.set(urn, former);
    this.#settledUrns.add(former);
    return resourceTable.oldByUrn.get(former);
  }
}

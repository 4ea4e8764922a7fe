import type { Deployment } from "./deployment";
import { providerFor } from "./deployment";
import { BailError } from "../reporting/reporter";
import { dependentsOf } from "../resources/dependency-graph";
import type { OldResource } from "../resources/resource-table";
import { unknownValue } from "../../state/property-value";
import { coversKey } from "./property-path";
import type { ResourceDiff } from "../../host/provider-types";
import type { PropertyMap, ResourceState } from "../../state";
import { valuesOf } from "../resources/resource-state";
import type { OnApplied, Step, StepDiff } from "../resources/step";
import { urnOfReference } from "../../state/urn";

export interface DependentReplacement {
  readonly resource: OldResource;
  readonly keys: readonly string[];
}

/** Diff of a resource that `--replace` names. As on the CLI, it names the id. */
export const replacedOnRequest: ResourceDiff = {
  ...{ changes: "some", replaceKeys: ["id"], changedKeys: [], deleteBeforeReplace: false },
};

export function mustReplace(diff: ResourceDiff): boolean {
  return diff.changes === "some" && diff.replaceKeys.length > 0;
}

/** Returns true if a resource has another provider than before, which cannot manage what the old one created. */
export async function isUnmanageable(
  { providers }: Deployment,
  { provider }: ResourceState,
  old: ResourceState,
  formerUrnOf: (urn: string) => string | undefined,
): Promise<boolean> {
  if (provider === old.provider) return false;
  if (provider === undefined || old.provider === undefined) return true;
  const isRenamed = formerUrnOf(urnOfReference(provider)) === urnOfReference(old.provider);
  return !isRenamed && (await providers.needsReplacement(old.provider, provider));
}

/** Adds keys that `replaceOnChanges` covers to the replace keys. Only changed keys and initialization errors count. */
export function withReplaceOnChanges(
  diff: ResourceDiff,
  paths: readonly string[],
  hasInitErrors: boolean,
): ResourceDiff {
  if (diff.changes !== "some" && !hasInitErrors) return diff;
  const forced = diff.changedKeys.filter((key) => coversKey(paths, key));
  const byInitErrors = hasInitErrors && coversKey(paths, "#initerror") ? ["#initerror"] : [];
  return {
    ...diff,
    changes: byInitErrors.length > 0 ? "some" : diff.changes,
    replaceKeys: [...new Set([...diff.replaceKeys, ...forced, ...byInitErrors])],
  };
}

/** Creates the new resource first and deletes the old one at the end. */
export function createThenReplace(
  row: ResourceState,
  old: OldResource,
  diff: StepDiff,
  onApplied: OnApplied,
): readonly Step[] {
  return [
    { kind: "create", row, replaced: { old, then: "delete-later" }, diff, onApplied },
    { kind: "replace", row, old, diff },
  ];
}

/**
 * Dependents that a delete-before-replace of `root` replaces too: their provider would replace them if the values they
 * take from `root` were unknown.
 */
export async function dependentReplacements(
  deployment: Deployment,
  root: OldResource,
  isSettled: (urn: string) => boolean,
): Promise<readonly DependentReplacement[]> {
  const replaced = new Set([root.row.urn]);
  const result: DependentReplacement[] = [];
  for (const resource of dependentsOf(deployment.resourceTable.oldResources, root, isSettled)) {
    const keys = await replacementKeys(deployment, resource.row, replaced);
    if (keys !== undefined) {
      replaced.add(resource.row.urn);
      result.push({ resource, keys });
    }
  }
  return result;
}

async function replacementKeys(
  deployment: Deployment,
  row: ResourceState,
  replaced: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  if (!row.custom || row.external === true) return undefined;
  if (row.provider !== undefined && replaced.has(urnOfReference(row.provider))) return [];
  const inputs = unknownInputs(row, replaced);
  if (inputs === undefined) return undefined;
  const provider = await providerFor(deployment, row);
  const plainDiff = await provider.diff({ urn: row.urn, id: row.id ?? "" }, valuesOf(row), inputs);
  const diff = withReplaceOnChanges(plainDiff, row.replaceOnChanges ?? [], false);
  return mustReplace(diff) ? diff.replaceKeys : undefined;
}

function unknownInputs(row: ResourceState, replaced: ReadonlySet<string>): PropertyMap | undefined {
  const isTaken = (key: string): boolean => (row.propertyDependencies?.[key] ?? []).some((urn) => replaced.has(urn));
  const entries = Object.entries(row.inputs ?? {});
  if (!entries.some(([key]) => isTaken(key))) return undefined;
  return Object.fromEntries(entries.map(([key, value]) => [key, isTaken(key) ? unknownValue : value]));
}

/** Deletes the dependents, last one first. */
export function dependentDeletes(
  deployment: Deployment,
  rootUrn: string,
  dependents: readonly DependentReplacement[],
): readonly Extract<Step, { readonly kind: "delete" }>[] {
  return dependents.toReversed().map(({ resource }) => {
    const { row } = resource;
    if (row.delete === true) return { kind: "delete", old: resource, reason: "removed" };
    if (row.protect === true) {
      const message =
        `unable to replace resource "${row.urn}" as part of replacing "${rootUrn}" as it is currently marked for ` +
        "protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and " +
        `run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${row.urn}'\``;
      deployment.reporter.error(rootUrn, message);
      throw new BailError(message);
    }
    return { kind: "delete", old: resource, reason: "to-be-replaced" };
  });
}

import type { PropertyDiff, ResourceDiff } from "../../host/provider-types";
import type { ResourceState } from "../../state";
import { providerFor, type Deployment } from "./deployment";
import { dependencyUrns } from "../resources/dependency-graph";
import type { OldResource } from "../resources/resource-table";
import { equal } from "../../state/property-value";
import {
  currentTimestamp,
  withSecretOutputs,
  valuesOf,
  withId,
  withInitErrors,
  withInputs,
  withOutputs,
  withTimes,
} from "../resources/resource-state";
import type { StepDiff, StepOutcome, Step } from "../resources/step";
import { isProviderType } from "../../state/urn";

/** Reads one resource and updates its state. As on the CLI, its diff compares the read state with the old inputs. */
export async function applyRefresh(
  deployment: Deployment,
  { old: resource }: Extract<Step, { readonly kind: "refresh" }>,
  isCounted: boolean,
): Promise<StepOutcome> {
  const old = resource.row;
  if (!old.custom || isProviderType(old.type) || old.pendingReplacement === true) {
    return { op: isCounted ? "same" : "refresh", row: old, isCounted };
  }
  const provider = await providerFor(deployment, old);
  const ref = { urn: old.urn, id: old.id ?? "" };
  const result = await provider.read(ref, valuesOf(old));
  if (result.id === "") {
    deployment.resourceTable.discard(resource);
    return { op: isCounted ? "delete" : "refresh", row: undefined, isCounted };
  }
  const row = refreshedRow(old, { ...result, inputs: result.inputs ?? old.inputs ?? {} });
  const diff = old.external === true ? undefined : await provider.diff(ref, valuesOf(row), old.inputs ?? {});
  const isChanged = diff === undefined ? !equal(old.outputs ?? {}, row.outputs ?? {}) : diff.changes === "some";
  deployment.resourceTable.revise(resource, row);
  return {
    ...{ op: isCounted ? (isChanged ? "update" : "same") : "refresh", row, isCounted },
    ...(diff === undefined ? {} : { diff: invertedDiff(diff) }),
  };
}

/** Diff from the old inputs to what was read. The provider's diff leads back to the old inputs. */
function invertedDiff({ changedKeys, detailedDiff }: ResourceDiff): StepDiff {
  const paths = Object.entries(detailedDiff ?? {});
  const invert = (diff: PropertyDiff): PropertyDiff => ({ ...diff, kind: invertedKinds[diff.kind] });
  return {
    ...{ replaceKeys: [], changedKeys },
    ...(detailedDiff === undefined
      ? {}
      : { detailedDiff: Object.fromEntries(paths.map(([path, diff]) => [path, invert(diff)])) }),
  };
}

const invertedKinds: Readonly<Record<PropertyDiff["kind"], PropertyDiff["kind"]>> = {
  ...{ add: "delete", "add-replace": "delete-replace", delete: "add", "delete-replace": "add-replace" },
  ...{ update: "update", "update-replace": "update-replace" },
};

interface RefreshedValues {
  readonly id: string;
  readonly inputs: NonNullable<ResourceState["inputs"]>;
  readonly outputs: NonNullable<ResourceState["outputs"]>;
}
function refreshedRow(old: ResourceState, found: RefreshedValues): ResourceState {
  const row = withSecretOutputs(
    withOutputs(withInputs(withId(withInitErrors(old, []), found.id), found.inputs), found.outputs),
  );
  const isChanged = !equal(old.inputs ?? {}, row.inputs ?? {}) || !equal(old.outputs ?? {}, row.outputs ?? {});
  return isChanged ? withTimes(row, old.created, currentTimestamp()) : row;
}

/**
 * Repairs references after a refresh removed resources: drops dependencies on them and moves their children to the next
 * parent that exists. Like the CLI, it also drops empty property dependencies.
 */
export function repairDependencies(deployment: Deployment): void {
  const { resourceTable } = deployment;
  const known = new Set<string>();
  const parents = new Map<string, string | undefined>();
  for (const resource of resourceTable.oldResources) {
    if (resource.isGone) {
      parents.set(resource.row.urn, parentAmong(known, parents, resource.row.parent));
      continue;
    }
    const repaired = repairedRow(resource, known, parents);
    if (repaired !== undefined) {
      resourceTable.revise(resource, repaired);
    }
    known.add(resource.row.urn);
  }
  resourceTable.reindex();
}

function repairedRow(
  resource: OldResource,
  known: ReadonlySet<string>,
  parents: ReadonlyMap<string, string | undefined>,
): ResourceState | undefined {
  const { row } = resource;
  const { dependencies = [], propertyDependencies = {} } = row;
  const hasEmpty = Object.values(propertyDependencies).some((urns) => urns.length === 0);
  const parent = parentAmong(known, parents, row.parent);
  if (!hasEmpty && parent === row.parent && [...dependencyUrns(row)].every((urn) => known.has(urn))) return undefined;
  const { dependencies: _d, propertyDependencies: _p, parent: _r, deletedWith, ...rest } = row;
  const left = dependencies.filter((urn) => known.has(urn));
  const leftByProperty = Object.entries(propertyDependencies)
    .map(([key, urns]) => [key, urns.filter((urn) => known.has(urn))] as const)
    .filter(([, urns]) => urns.length > 0);
  return {
    ...rest,
    ...(parent === undefined ? {} : { parent }),
    ...(left.length === 0 ? {} : { dependencies: left }),
    ...(leftByProperty.length === 0 ? {} : { propertyDependencies: Object.fromEntries(leftByProperty) }),
    ...(deletedWith !== undefined && known.has(deletedWith) ? { deletedWith } : {}),
  };
}

function parentAmong(
  known: ReadonlySet<string>,
  parents: ReadonlyMap<string, string | undefined>,
  parent: string | undefined,
): string | undefined {
  return parent === undefined || known.has(parent) ? parent : parents.get(parent);
}

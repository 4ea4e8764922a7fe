import type { ResourceState } from "../../state";
import type { OldResource } from "./resource-table";
import { urnOfReference } from "../../state/urn";

/** URNs of everything a resource depends on, except its parent. */
export function dependencyUrns(row: ResourceState): ReadonlySet<string> {
  const urns = new Set<string>(row.dependencies ?? []);
  Object.values(row.propertyDependencies ?? {}).forEach((list) => list.forEach((urn) => urns.add(urn)));
  if (row.deletedWith !== undefined) {
    urns.add(row.deletedWith);
  }
  if (row.provider !== undefined) {
    urns.add(urnOfReference(row.provider));
  }
  return urns;
}

/** Direct and transitive dependents of `root`, in state order. */
export function dependentsOf(
  resources: readonly OldResource[],
  root: OldResource,
  ignored: (urn: string) => boolean,
): readonly OldResource[] {
  const reached = new Set([root.row.urn]);
  const result: OldResource[] = [];
  for (const resource of resources.slice(resources.indexOf(root) + 1)) {
    const isReached = [...dependencyUrns(resource.row)].some((urn) => reached.has(urn));
    if (!resource.isGone && isReached && !ignored(resource.row.urn)) {
      reached.add(resource.row.urn);
      result.push(resource);
    }
  }
  return result;
}

/**
 * Maps each resource to the earlier resources it needs: dependencies, provider, parent, and the children of components
 * it depends on.
 */
function dependencyGraph(resources: readonly OldResource[]): ReadonlyMap<OldResource, readonly OldResource[]> {
  const seenByUrn = new Map<string, OldResource[]>();
  const childrenByUrn = new Map<string, OldResource[]>();
  const graph = new Map<OldResource, readonly OldResource[]>();
  for (const resource of resources) {
    const needed = new Set<OldResource>();
    for (const urn of dependencyUrns(resource.row)) {
      for (const dependency of seenByUrn.get(urn) ?? []) {
        needed.add(dependency);
        if (!dependency.row.custom) {
          childrenByUrn.get(urn)?.forEach((child) => needed.add(child));
        }
      }
    }
    const { parent } = resource.row;
    if (parent !== undefined) {
      seenByUrn.get(parent)?.forEach((each) => needed.add(each));
    }
    graph.set(resource, [...needed]);
    append(seenByUrn, resource.row.urn, resource);
    append(childrenByUrn, parent, resource);
  }
  return graph;
}

function append(map: Map<string, OldResource[]>, key: string | undefined, resource: OldResource): void {
  if (key === undefined) return;
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [resource]);
  } else {
    list.push(resource);
  }
}

/**
 * Groups resources into waves that may be deleted in parallel, dependents first. As in the CLI, each resource is
 * deleted as late as its dependencies allow.
 */
export function deletionWaves(
  deleted: ReadonlySet<OldResource>,
  resources: readonly OldResource[],
): readonly (readonly OldResource[])[] {
  const graph = dependencyGraph(resources);
  const depths = new Map<OldResource, number>();
  const waves: OldResource[][] = [];
  for (const resource of resources) {
    if (deleted.has(resource)) {
      const below = (graph.get(resource) ?? []).map((needed) => depths.get(needed) ?? -1);
      const depth = Math.max(-1, ...below) + 1;
      depths.set(resource, depth);
      (waves[depth] ??= []).push(resource);
    }
  }
  return waves.reverse();
}

/** Direct and transitive dependencies of a resource. */
export function transitiveDependencies(
  resource: OldResource,
  resources: readonly OldResource[],
): ReadonlySet<OldResource> {
  const graph = dependencyGraph(resources);
  const reached = new Set<OldResource>();
  const pending = [resource];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const needed of graph.get(next) ?? []) {
      if (!reached.has(needed)) {
        reached.add(needed);
        pending.push(needed);
      }
    }
  }
  return reached;
}

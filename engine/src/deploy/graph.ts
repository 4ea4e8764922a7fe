import type { ResourceState } from "../state";
import type { Slot } from "./ledger";
import { urnOfReference } from "./urn";

/** Everything a row needs to exist before it, its parent aside. */
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

/** Rows that depend on `root`, directly or not, in the order of the state. */
export function dependentsOf(slots: readonly Slot[], root: Slot, ignored: (urn: string) => boolean): readonly Slot[] {
  const reached = new Set([root.row.urn]);
  const result: Slot[] = [];
  for (const slot of slots.slice(slots.indexOf(root) + 1)) {
    const isReached = [...dependencyUrns(slot.row)].some((urn) => reached.has(urn));
    if (!slot.isGone && isReached && !ignored(slot.row.urn)) {
      reached.add(slot.row.urn);
      result.push(slot);
    }
  }
  return result;
}

/** For each slot the slots before it that it needs: dependencies, provider, parent, children of components it depends on. */
export function dependencyGraph(slots: readonly Slot[]): ReadonlyMap<Slot, readonly Slot[]> {
  const seenByUrn = new Map<string, Slot[]>();
  const childrenByUrn = new Map<string, Slot[]>();
  const graph = new Map<Slot, readonly Slot[]>();
  for (const slot of slots) {
    const needed = new Set<Slot>();
    for (const urn of dependencyUrns(slot.row)) {
      for (const dependency of seenByUrn.get(urn) ?? []) {
        needed.add(dependency);
        if (!dependency.row.custom) {
          childrenByUrn.get(urn)?.forEach((child) => needed.add(child));
        }
      }
    }
    const { parent } = slot.row;
    if (parent !== undefined) {
      seenByUrn.get(parent)?.forEach((each) => needed.add(each));
    }
    graph.set(slot, [...needed]);
    append(seenByUrn, slot.row.urn, slot);
    append(childrenByUrn, parent, slot);
  }
  return graph;
}

function append(map: Map<string, Slot[]>, key: string | undefined, slot: Slot): void {
  if (key === undefined) {
    return;
  }
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [slot]);
  } else {
    list.push(slot);
  }
}

/**
 * Sets of slots that may be deleted at the same time, dependents before what they depend on: the CLI's order, where a row
 * goes as late as its own dependencies allow.
 */
export function deletionWaves(condemned: ReadonlySet<Slot>, slots: readonly Slot[]): readonly (readonly Slot[])[] {
  const graph = dependencyGraph(slots);
  const depths = new Map<Slot, number>();
  const waves: Slot[][] = [];
  for (const slot of slots) {
    if (condemned.has(slot)) {
      const below = (graph.get(slot) ?? []).map((needed) => depths.get(needed) ?? -1);
      const depth = Math.max(-1, ...below) + 1;
      depths.set(slot, depth);
      (waves[depth] ??= []).push(slot);
    }
  }
  return waves.reverse();
}

/** All that a row needs, directly or not. */
export function transitiveDependencies(slot: Slot, slots: readonly Slot[]): ReadonlySet<Slot> {
  const graph = dependencyGraph(slots);
  const reached = new Set<Slot>();
  const pending = [slot];
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

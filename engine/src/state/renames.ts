/**
 * Updates references to resources that an alias has renamed, in resources that the update has not reached yet. The CLI
 * does the same in every state it writes.
 */
import type { ResourceState } from "./stack-state";
import { qualifiedTypeOf, stackType, urnOfReference } from "./urn";

/**
 * `renamed` maps old URNs to new ones. A child that is not registered yet gets the URN that follows from its parent's
 * new type.
 */
export function followRenames(
  rows: readonly ResourceState[],
  renamed: ReadonlyMap<string, string>,
): readonly ResourceState[] {
  if (renamed.size === 0) return rows;
  const all = new Map(renamed);
  const current = (urn: string): string => all.get(urn) ?? urn;
  return rows.map((row) => {
    if (!refersTo(row, (urn) => all.has(urn))) return row;
    const followed = withReferences(row, current);
    if (followed.urn !== row.urn) all.set(row.urn, followed.urn);
    return followed;
  });
}

function refersTo(row: ResourceState, test: (urn: string) => boolean): boolean {
  const single = [row.parent, row.deletedWith, row.provider && urnOfReference(row.provider)];
  const lists = [row.dependencies ?? [], ...Object.values(row.propertyDependencies ?? {})];
  return [...single, ...lists.flat()].some((urn) => urn !== undefined && test(urn));
}

function withReferences(row: ResourceState, current: (urn: string) => string): ResourceState {
  const { parent, deletedWith, provider, dependencies, propertyDependencies } = row;
  return {
    ...row,
    ...(parent === undefined ? {} : { parent: current(parent), urn: urnUnder(row, parent, current(parent)) }),
    ...(deletedWith === undefined ? {} : { deletedWith: current(deletedWith) }),
    ...(provider === undefined ? {} : { provider: withProvider(provider, current) }),
    ...(dependencies === undefined ? {} : { dependencies: dependencies.map(current) }),
    ...(propertyDependencies === undefined
      ? {}
      : {
          propertyDependencies: Object.fromEntries(
            Object.entries(propertyDependencies).map(([key, urns]) => [key, urns.map(current)]),
          ),
        }),
  };
}

function urnUnder({ urn, type }: ResourceState, before: string, parent: string): string {
  const parentType = qualifiedTypeOf(parent);
  if (parent === before || parentType === stackType) return urn;
  const [stack = "", project = "", , ...name] = urn.split("::");
  return [stack, project, `${parentType}$${type}`, ...name].join("::");
}

function withProvider(reference: string, current: (urn: string) => string): string {
  const urn = urnOfReference(reference);
  return `${current(urn)}${reference.slice(urn.length)}`;
}

import type { ResourceState } from "../state";
import type { Ledger } from "./ledger";
import { providerReference, urnOfReference } from "./urn";

/** Rows that stayed (pending deletes, what a failed run did not reach) follow a resource that was renamed by an alias. */
export function rewriteReferences(ledger: Ledger, formerUrnByUrn: ReadonlyMap<string, string>): void {
  if (formerUrnByUrn.size === 0) {
    return;
  }
  const current = new Map([...formerUrnByUrn].map(([urn, former]) => [former, urn]));
  const renamed = (urn: string): string => (isTaken(ledger, current, urn) ? (current.get(urn) ?? urn) : urn);
  for (const slot of ledger.slots) {
    if (!slot.isGone && refersTo(slot.row, (urn) => renamed(urn) !== urn)) {
      ledger.revise(slot, rewritten(slot.row, renamed));
    }
  }
}

/** Only when the renamed row is there: a run that failed before leaves the old name in place. */
function isTaken(ledger: Ledger, current: ReadonlyMap<string, string>, former: string): boolean {
  return ledger.news.has(current.get(former) ?? "");
}

function refersTo(row: ResourceState, test: (urn: string) => boolean): boolean {
  const single = [row.parent, row.deletedWith].filter((urn) => urn !== undefined);
  const provider = row.provider === undefined ? [] : [urnOfReference(row.provider)];
  const lists = [row.dependencies ?? [], ...Object.values(row.propertyDependencies ?? {})];
  return [...single, ...provider, ...lists.flat()].some(test);
}

function rewritten(row: ResourceState, renamed: (urn: string) => string): ResourceState {
  const { parent, deletedWith, provider, dependencies, propertyDependencies } = row;
  return {
    ...row,
    ...(parent === undefined ? {} : { parent: renamed(parent) }),
    ...(deletedWith === undefined ? {} : { deletedWith: renamed(deletedWith) }),
    ...(provider === undefined ? {} : { provider: renamedProvider(provider, renamed) }),
    ...(dependencies === undefined ? {} : { dependencies: dependencies.map(renamed) }),
    ...(propertyDependencies === undefined
      ? {}
      : {
          propertyDependencies: Object.fromEntries(
            Object.entries(propertyDependencies).map(([key, urns]) => [key, urns.map(renamed)]),
          ),
        }),
  };
}

function renamedProvider(reference: string, renamed: (urn: string) => string): string {
  const urn = urnOfReference(reference);
  return providerReference(renamed(urn), reference.slice(urn.length + 2));
}

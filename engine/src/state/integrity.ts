/**
 * Order and uniqueness rules of a checkpoint's resources. The CLI fails with an integrity error if they are violated.
 */
import type { ResourceState } from "./stack-state";

type Links = Pick<
  ResourceState,
  "urn" | "parent" | "provider" | "dependencies" | "propertyDependencies" | "deletedWith"
>;
export type LinkedRow = Links & Pick<ResourceState, "id" | "delete" | "pendingReplacement">;

/** Returns the first problem with the order of rows, or undefined. */
export function orderProblem(rows: readonly LinkedRow[]): string | undefined {
  const seen = new Set<string>();
  const live = new Set<string>();
  for (const row of rows) {
    for (const target of targetsOf(row)) {
      if (seen.has(target)) continue;
      const comesLater = rows.some((other) => other.urn === target || referenceOf(other) === target);
      return `${row.urn} needs ${target}, which ${comesLater ? "comes after it" : "is missing"}`;
    }
    if (row.delete !== true) {
      if (live.has(row.urn)) return `${row.urn} occurs twice`;
      live.add(row.urn);
    }
    seen.add(row.urn).add(referenceOf(row));
  }
  return undefined;
}

/** Moves each resource behind its dependencies and keeps the order otherwise. Missing dependencies are ignored. */
export function inDependencyOrder<Row extends LinkedRow>(rows: readonly Row[]): readonly Row[] {
  if (orderProblem(rows) === undefined) return rows;
  const byName = new Map<string, Row[]>();
  for (const row of rows) {
    for (const name of [row.urn, referenceOf(row)]) byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  const sorted = new Set<Row>();
  const visiting = new Set<Row>();
  const visit = (row: Row): void => {
    if (sorted.has(row) || visiting.has(row)) return;
    visiting.add(row);
    for (const target of targetsOf(row)) firstAlive(byName.get(target))?.forEach(visit);
    sorted.add(row);
  };
  rows.forEach(visit);
  return [...sorted];
}

function firstAlive<Row extends LinkedRow>(rows: readonly Row[] | undefined): readonly Row[] | undefined {
  const alive = rows?.filter((row) => row.delete !== true) ?? [];
  return alive.length > 0 ? alive : rows;
}

function targetsOf(row: LinkedRow): readonly string[] {
  const provider = row.provider !== undefined && row.pendingReplacement !== true ? [row.provider] : [];
  const named = [
    row.parent,
    ...(row.dependencies ?? []),
    ...Object.values(row.propertyDependencies ?? {}).flat(),
    row.deletedWith,
  ];
  return [...provider, ...named.filter((target) => target !== undefined && target !== "")].filter(
    (target) => target !== undefined,
  );
}

/** Reference to a provider: its URN and id. */
function referenceOf(row: LinkedRow): string {
  return `${row.urn}::${row.id ?? ""}`;
}

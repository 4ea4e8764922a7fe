/** The rules a list of rows must keep; the CLI checks the same ones and stops with an integrity error. */
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
      if (live.has(row.urn)) return `${row.urn} is there twice`;
      live.add(row.urn);
    }
    seen.add(row.urn).add(referenceOf(row));
  }
  return undefined;
}

/** The rows, each moved behind what it needs; the order stays as it is where it is right. What is missing stays missing. */
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

/** A provider row is named by urn and id. */
function referenceOf(row: LinkedRow): string {
  return `${row.urn}::${row.id ?? ""}`;
}

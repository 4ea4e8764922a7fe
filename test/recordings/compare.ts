import { normaliseValue, type Renaming } from "./normalise";
import type { Json, JsonMap, ProviderCall } from "./recording";

const varying: ReadonlySet<string> = new Set(["created", "modified", "sourcePosition", "stackTrace"]);

/** Returns the rows of a state as a sorted list. Replaces times and source positions with flags for their presence. */
export function comparableRows(state: JsonMap, renaming: Renaming): readonly string[] {
  return rowsOf(state)
    .map((row) => JSON.stringify(normaliseValue(comparableRow(row), renaming), null, 1))
    .sort();
}

function comparableRow(row: JsonMap): JsonMap {
  const { created, modified, sourcePosition, stackTrace } = row;
  const times = {
    isCreated: created !== undefined,
    isModified: modified !== undefined,
    isSame: created === modified,
    hasPosition: sourcePosition !== undefined,
    hasStackTrace: stackTrace !== undefined,
  };
  const kept = Object.fromEntries(Object.entries(row).filter(([key]) => !varying.has(key)));
  return { ...kept, ...sortedDependencies(row), ...times };
}

/** Returns the document of a preview with its steps as a sorted list, without the duration. */
export function comparableDocument(document: JsonMap | undefined, renaming: Renaming): Json {
  if (document === undefined) return null;
  const { steps, duration, ...rest } = document;
  const comparable = (steps as readonly JsonMap[]).map(({ oldState, newState, ...step }) => {
    const states = { oldState: stateOf(oldState), newState: stateOf(newState) };
    return JSON.stringify(normaliseValue({ ...step, ...states }, renaming), null, 1);
  });
  return { ...rest, steps: comparable.sort(), hasDuration: typeof duration === "number" };
}

function stateOf(state: Json | undefined): Json {
  return state === undefined ? null : comparableRow(state as JsonMap);
}

/** Sorts dependencies, because the engine stores them as sets. */
function sortedDependencies({ dependencies, propertyDependencies }: JsonMap): JsonMap {
  const byProperty = Object.entries((propertyDependencies ?? {}) as JsonMap);
  return {
    ...(dependencies === undefined ? {} : { dependencies: strings(dependencies).toSorted() }),
    ...(propertyDependencies === undefined
      ? {}
      : { propertyDependencies: Object.fromEntries(byProperty.map(([key, urns]) => [key, strings(urns).toSorted()])) }),
  };
}

/** Returns the provider's rows without its counter, which `Renaming` replaces. */
export function comparableCloud(cloud: Json, renaming: Renaming): Json {
  return cloud === null ? null : normaliseValue((cloud as JsonMap)["rows"] ?? null, renaming);
}

/** Returns the parts of a state that are not rows. */
export function comparableFrame(state: JsonMap): Json {
  const deployment = state["deployment"] as JsonMap;
  return { version: state["version"] ?? null, pending: deployment["pending_operations"] ?? null };
}

/** Finds rows that precede their parent, provider or dependency, which the CLI rejects. */
export function findMisplacedRows(state: JsonMap): readonly string[] {
  const seen = new Set<string>();
  const misplaced: string[] = [];
  for (const row of rowsOf(state)) {
    const provider = typeof row["provider"] === "string" ? [row["provider"].replace(/::[^:]*$/, "")] : [];
    const needed = [...provider, ...strings(row["parent"]), ...strings(row["dependencies"])];
    if (needed.some((urn) => !seen.has(urn))) misplaced.push(urnOf(row));
    seen.add(urnOf(row));
  }
  return misplaced;
}

export function comparableCalls(calls: readonly ProviderCall[], renaming: Renaming): readonly string[] {
  return calls.map((call) => JSON.stringify(normaliseValue(call as unknown as Json, renaming), null, 1)).sort();
}

/** Lists the calls in order, for each resource and for each pair of dependent resources. Calls for independent resources may interleave. */
export function orderedCalls(
  calls: readonly ProviderCall[],
  states: readonly JsonMap[],
): Readonly<Record<string, readonly string[]>> {
  const steps = calls.map((call) => ({ label: labelOf(call), method: call.method }));
  const labels = [...new Set(steps.map(({ label }) => label))].sort();
  const pairs = dependentPairs(states).filter((pair) => pair.every((label) => labels.includes(label)));
  const groups = [...labels.map((label) => [label]), ...pairs];
  return Object.fromEntries(
    groups.map((group) => [
      group.join(" and "),
      steps.filter(({ label }) => group.includes(label)).map(({ label, method }) => `${method} ${label}`),
    ]),
  );
}

function dependentPairs(states: readonly JsonMap[]): readonly (readonly string[])[] {
  const pairs = new Map<string, readonly string[]>();
  for (const rows of states.map(rowsOf)) {
    const labelByUrn = new Map(
      rows.map((row) => [urnOf(row), textOf((row["inputs"] as JsonMap | undefined)?.["label"])]),
    );
    for (const row of rows) {
      for (const urn of strings(row["dependencies"])) {
        const pair = [labelByUrn.get(urnOf(row)) ?? "", labelByUrn.get(urn) ?? ""].sort();
        pairs.set(pair.join(), pair);
      }
    }
  }
  return [...pairs.values()];
}

function labelOf({ args }: ProviderCall): string {
  const values = (args["news"] ?? args["inputs"] ?? args["props"]) as JsonMap | undefined;
  return textOf(values?.["label"]);
}

function rowsOf(state: JsonMap): readonly JsonMap[] {
  const deployment = state["deployment"] as JsonMap;
  return (deployment["resources"] ?? []) as readonly JsonMap[];
}

function urnOf(row: JsonMap): string {
  return textOf(row["urn"]);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function strings(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : [];
}

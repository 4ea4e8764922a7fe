import type { ReadGoal, ResourceGoal } from "../../host/goals";
import type { OldValues } from "../../host/provider-types";
import type { PropertyMap, ResourceState } from "../../state";
import { markSecretOutputs } from "../../state/property-value";

/** Planned state of a registered resource, before it has an id and outputs. */
export function plannedRow(urn: string, goal: ResourceGoal, provider: string | undefined): ResourceState {
  return {
    urn,
    custom: goal.custom,
    type: goal.type,
    ...unlessEmpty("inputs", goal.inputs),
    ...unlessEmpty("parent", goal.parent),
    ...flag("protect", goal.protect),
    ...unlessEmpty("dependencies", goal.dependencies),
    ...unlessEmpty("provider", provider),
    ...unlessEmpty("propertyDependencies", goal.propertyDependencies),
    ...unlessEmpty("additionalSecretOutputs", goal.additionalSecretOutputs),
    ...unlessEmpty("customTimeouts", goal.customTimeouts),
    ...unlessEmpty("importID", goal.importId),
    ...flag("retainOnDelete", goal.retainOnDelete),
    ...unlessEmpty("deletedWith", goal.deletedWith),
    ...unlessEmpty("sourcePosition", goal.sourcePosition),
    ...unlessEmpty("stackTrace", goal.stackTrace),
    ...unlessEmpty("ignoreChanges", goal.ignoreChanges),
    ...unlessEmpty("replaceOnChanges", goal.replaceOnChanges),
    ...unlessEmpty("hideDiff", goal.hideDiff),
  };
}

export function readRow(urn: string, goal: ReadGoal, provider: string): ResourceState {
  return {
    urn,
    custom: true,
    id: goal.id,
    type: goal.type,
    ...unlessEmpty("inputs", goal.inputs),
    ...unlessEmpty("parent", goal.parent),
    external: true,
    ...unlessEmpty("dependencies", goal.dependencies),
    provider,
    ...unlessEmpty("additionalSecretOutputs", goal.additionalSecretOutputs),
    ...unlessEmpty("sourcePosition", goal.sourcePosition),
    ...unlessEmpty("stackTrace", goal.stackTrace),
  };
}

export function withInputs(row: ResourceState, inputs: PropertyMap): ResourceState {
  const { inputs: _planned, ...rest } = row;
  return { ...rest, ...unlessEmpty("inputs", inputs) };
}

export function withOutputs(row: ResourceState, outputs: PropertyMap | undefined): ResourceState {
  const { outputs: _old, ...rest } = row;
  return { ...rest, ...unlessEmpty("outputs", outputs) };
}

export function withId(row: ResourceState, id: string | undefined): ResourceState {
  return { ...row, ...unlessEmpty("id", id) };
}

export function withTimes(
  row: ResourceState,
  created: string | undefined,
  modified: string | undefined,
): ResourceState {
  return { ...row, ...unlessEmpty("created", created), ...unlessEmpty("modified", modified) };
}

export function withInitErrors(row: ResourceState, reasons: readonly string[]): ResourceState {
  const { initErrors: _old, ...rest } = row;
  return { ...rest, ...unlessEmpty("initErrors", reasons) };
}

export function valuesOf(row: ResourceState): OldValues {
  return { inputs: row.inputs ?? {}, outputs: row.outputs ?? {} };
}

export function withSecretOutputs(row: ResourceState): ResourceState {
  const marked = markSecretOutputs(row.outputs ?? {}, row.inputs ?? {}, row.additionalSecretOutputs ?? []);
  return withOutputs(row, marked);
}

export function currentTimestamp(): string {
  return new Date().toISOString();
}

/** Omits empty values, as the checkpoint does. */
function unlessEmpty<K extends keyof ResourceState>(
  key: K,
  value: ResourceState[K] | undefined,
): Partial<ResourceState> {
  const isEmpty = value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
  const result: { -readonly [P in K]?: ResourceState[P] } = {};
  if (!isEmpty) {
    result[key] = value;
  }
  return result;
}

function flag(key: "protect" | "retainOnDelete", value: boolean | undefined): Partial<ResourceState> {
  return value === true ? { [key]: true } : {};
}

import type { AnalyzedProvider, AnalyzedResource } from "../../host/analyzer-types";
import type { ResourceGoal } from "../../host/goals";
import type { PropertyMap, ResourceState } from "../../state";
import type { ResourceTable } from "../resources/resource-table";
import { mapValues, withoutReferences } from "../../state/property-value";
import { nameOf, urnOfReference } from "../../state/urn";

/** A registered resource with the options that its state does not record. */
export interface PolicySubject {
  readonly row: ResourceState;
  readonly goal: Pick<ResourceGoal, "ignoreChanges" | "deleteBeforeReplace">;
  /** URN in the old state, if an alias matched. */
  readonly formerUrn: string | undefined;
}

/**
 * Converts a resource for the policy packs. `properties` are its inputs before a step and its outputs for stack
 * policies.
 */
export function toAnalyzedResource(
  resourceTable: ResourceTable,
  subject: PolicySubject,
  properties: PropertyMap,
): AnalyzedResource {
  const { row, goal, formerUrn } = subject;
  return {
    urn: row.urn,
    type: row.type,
    name: nameOf(row.urn),
    properties: mapValues(properties, withoutReferences),
    provider: providerOf(resourceTable, row),
    parent: row.parent ?? "",
    dependencies: row.dependencies ?? [],
    propertyDependencies: row.propertyDependencies ?? {},
    options: {
      protect: row.protect === true,
      ignoreChanges: goal.ignoreChanges,
      deleteBeforeReplace: goal.deleteBeforeReplace,
      additionalSecretOutputs: row.additionalSecretOutputs ?? [],
      aliases: formerUrn === undefined ? [] : [formerUrn],
      customTimeouts: row.customTimeouts ?? {},
    },
  };
}

function providerOf(resourceTable: ResourceTable, { provider }: ResourceState): AnalyzedProvider | undefined {
  const urn = provider === undefined ? "" : urnOfReference(provider);
  const row = resourceTable.newByUrn.get(urn) ?? resourceTable.oldByUrn.get(urn)?.row;
  return row === undefined
    ? undefined
    : { urn, type: row.type, name: nameOf(urn), properties: mapValues(row.inputs ?? {}, withoutReferences) };
}

import type { PendingOperation } from "../state";

/** Warning about pending operations of an interrupted run. The first lines match the CLI's. */
export function pendingWarning(operations: readonly PendingOperation[]): string {
  const lines = operations.map(({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}`);
  return [
    `Attempting to deploy or update resources with ${operations.length} pending operations from previous deployment.`,
    ...lines,
    "An earlier run was interrupted, and it is not known whether these took effect: look at the provider's side.",
    "Updates and deletes are done again where the state asks for them, and are listed only once. A create stays listed:",
    "put right what it left behind, then drop the record with `refresh --clear-pending-creates`.",
  ].join("\n");
}

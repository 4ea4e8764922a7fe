import type { ResourceState } from "../../state";
import { reportCheckFailures } from "./check-failures";
import { providerFor, type Deployment } from "./deployment";
import { currentTimestamp, withSecretOutputs, withTimes } from "../resources/resource-state";
import type { Step } from "../resources/step";

/**
 * Imports a resource with the given inputs and outputs. The provider checks the inputs; it does not read the resource.
 */
export async function applyImport(
  deployment: Deployment,
  { row: planned }: Extract<Step, { readonly kind: "import" }>,
): Promise<ResourceState> {
  const open = await deployment.resourceTable.begin({ resource: planned, type: "importing" });
  try {
    if (planned.custom) {
      await warnOfFailures(deployment, planned);
    }
    const time = currentTimestamp();
    const row = withSecretOutputs(withTimes(planned, time, time));
    await deployment.resourceTable.finish(open, row, undefined);
    return row;
  } catch (error) {
    open.fail();
    throw error;
  }
}

async function warnOfFailures(deployment: Deployment, row: ResourceState): Promise<void> {
  const provider = await providerFor(deployment, row);
  const inputs = row.inputs ?? {};
  const { failures } = await provider.check(row.urn, inputs, inputs);
  if (failures.length > 0) {
    deployment.reporter.diagnostic(
      "warning",
      row.urn,
      "One or more imported inputs failed to validate. The import continues, but correct these inputs in the program.",
    );
    reportCheckFailures(deployment.reporter, row, failures, "warning");
  }
}

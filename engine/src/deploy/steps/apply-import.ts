import type { ResourceState } from "../../state";
import { reportCheckFailures } from "./check-failures";
import { providerFor, type Deployment } from "./deployment";
import {
  currentTimestamp,
  withId,
  withInputs,
  withOutputs,
  withSecretOutputs,
  withTimes,
} from "../resources/resource-state";
import type { Step } from "../resources/step";
import { packageOf } from "../../state/urn";

/** Imports a resource with the given inputs and outputs or, without any, as its provider reads it. */
export async function applyImport(
  deployment: Deployment,
  { row: planned, isChecked }: Extract<Step, { readonly kind: "import" }>,
): Promise<ResourceState> {
  const open = await deployment.resourceTable.begin({ resource: planned, type: "importing" });
  try {
    const isRead = planned.custom && planned.outputs === undefined;
    const found = isRead ? await readResource(deployment, planned) : planned;
    if (planned.custom && isChecked) {
      await warnOfFailures(deployment, found);
    }
    const time = currentTimestamp();
    const row = withSecretOutputs(withTimes(found, time, time));
    await deployment.resourceTable.finish(open, row, undefined);
    return row;
  } catch (error) {
    open.fail();
    throw error;
  }
}

async function readResource(deployment: Deployment, planned: ResourceState): Promise<ResourceState> {
  const { urn, id = "", type } = planned;
  const provider = await providerFor(deployment, planned);
  const found = await provider.read({ urn, id }, { inputs: {}, outputs: {} });
  if (found.id === "") throw new Error(`resource '${id}' does not exist`);
  if (found.inputs === undefined) throw new Error(`the plugin of package ${packageOf(type)} cannot import resources`);
  return withOutputs(withInputs(withId(planned, found.id), found.inputs), found.outputs);
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

import type { CheckFailure } from "../../host/provider-types";
import type { PropertyMap, PropertyValue, ResourceState } from "../../state";
import type { Deployment } from "./deployment";
import { isSecret } from "../../state/property-value";
import type { Diagnostic, Reporter } from "../reporting/reporter";
import type { ResourceProvider } from "../providers/resource-provider";
import { withInputs } from "../resources/resource-state";
import { nameOf } from "../../state/urn";

interface Checkable {
  readonly urn: string;
  readonly row: ResourceState;
  readonly provider: ResourceProvider | undefined;
}

/** Checks the inputs with the provider and reports its failures. Returns the planned state with the checked inputs. */
export async function checkInputs(
  { reporter }: Deployment,
  { urn, row, provider }: Checkable,
  oldInputs: PropertyMap | undefined,
  newInputs: PropertyMap,
): Promise<{ readonly row: ResourceState; readonly isValid: boolean }> {
  if (provider === undefined) return { row: withInputs(row, newInputs), isValid: true };
  const { inputs, failures } = await provider.check(urn, oldInputs, newInputs);
  reportCheckFailures(reporter, row, failures);
  return { row: withInputs(row, inputs), isValid: failures.length === 0 };
}

/** Reports failures with the CLI's messages. The CLI prints the whole value as Go does; here secrets stay masked. */
export function reportCheckFailures(
  reporter: Reporter,
  row: ResourceState,
  failures: readonly CheckFailure[],
  severity: Diagnostic["severity"] = "error",
): void {
  for (const { property, reason } of failures) {
    const subject = `${row.type} resource '${nameOf(row.urn)}'`;
    const value = property === "" ? "" : `: property ${property} value ${formatValue(row.inputs?.[property])}`;
    reporter.diagnostic(severity, row.urn, `${subject}${value} has a problem: ${reason}`);
  }
}

function formatValue(value: PropertyValue | undefined): string {
  if (value === undefined || value === null) return "{<nil>}";
  if (isSecret(value)) return "[secret]";
  return `{${typeof value === "object" ? JSON.stringify(value) : String(value)}}`;
}

import type { CheckFailure } from "../host/provider-client";
import type { PropertyValue, ResourceState } from "../state";
import { isSecret } from "./property";
import type { Diagnostic, Reporter } from "./reporter";
import { nameOf } from "./urn";

/** The CLI's words. It prints a failing value whole, as Go does; here a secret stays one. */
export function reportCheckFailures(
  reporter: Reporter,
  row: ResourceState,
  failures: readonly CheckFailure[],
  severity: Diagnostic["severity"] = "error",
): void {
  for (const { property, reason } of failures) {
    const subject = `${row.type} resource '${nameOf(row.urn)}'`;
    const value = property === "" ? "" : `: property ${property} value ${shown(row.inputs?.[property])}`;
    reporter.diagnostic(severity, row.urn, `${subject}${value} has a problem: ${reason}`);
  }
}

function shown(value: PropertyValue | undefined): string {
  if (value === undefined || value === null) {
    return "{<nil>}";
  }
  if (isSecret(value)) {
    return "[secret]";
  }
  return `{${typeof value === "object" ? JSON.stringify(value) : String(value)}}`;
}

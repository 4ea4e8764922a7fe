import type { PropertyMap, PropertyValue, ResourceState } from "../../state";
import { containsSecrets, containsUnknowns, plain } from "../../state/property-value";
import { isStack } from "../../state/urn";

/** An output of the stack, as in the Automation API. */
export interface OutputValue {
  /** The value in plain text, including secrets. */
  readonly value: PropertyValue;
  /** True if the value is a secret or contains one at any depth. Do not log it then. */
  readonly secret: boolean;
}
export type OutputMap = Readonly<Record<string, OutputValue>>;

export function stackOutputs(rows: readonly ResourceState[]): OutputMap {
  const stack = rows.find(({ urn }) => isStack(urn));
  const entries = Object.entries(stack?.outputs ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [key, { value: plain(value), secret: containsSecrets(value) }]),
  );
}

/** Omits outputs of resources that failed: the program does not know them. */
export function knownOutputs(outputs: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => !containsUnknowns(value)));
}

import type { PropertyValue, ResourceState } from "../state";
import { isSecret, plain } from "./property";
import { isStack } from "./urn";

/** As the Automation API: values in clear, with a mark on those that are secret as a whole. */
export interface OutputValue {
  readonly value: PropertyValue;
  readonly secret: boolean;
}
export type OutputMap = Readonly<Record<string, OutputValue>>;

export function stackOutputs(rows: readonly ResourceState[]): OutputMap {
  const stack = rows.find(({ urn }) => isStack(urn));
  const entries = Object.entries(stack?.outputs ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, { value: plain(value), secret: isSecret(value) }]));
}

import type { PolicyResource } from "@pulumi/policy";
import { kindOfType, omitNullish } from "pulumi-whatsapp/schema";
import { parsePath } from "../finding";
import { parseProgramOrder, type Aspect, type OrderFacts } from "../order";
import { isRecord, readKnown, copyWithoutProxy, type Props } from "./sequence-props";

/** Reads the known values of an order. */
export function readOrder(props: Props): OrderFacts {
  return parseProgramOrder(omitNullish(copyWithoutProxy(props)));
}

/** Returns the SDK's error for the first value that a rule needs and that is not known yet. */
export function findUnknownValue(props: Props, order: OrderFacts, aspect: Aspect): Error | undefined {
  let unknown: Error | undefined;
  for (const { path, value } of order[aspect]) {
    if (value === undefined) {
      readKnown(
        () => readPath(props, path),
        (error) => (unknown ??= error),
      );
    }
  }
  return unknown;
}

/** Reads a value and all values in it. The SDK throws if one is not known yet. */
function readPath(props: Props, path: string): unknown {
  return JSON.stringify(parsePath(path).reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), props));
}

/** An order of a stack. */
export interface StackOrder {
  readonly name: string;
  readonly location: string;
  readonly order: OrderFacts;
}

/** Lists the orders of a stack. */
export function listStackOrders(resources: readonly PolicyResource[]): readonly StackOrder[] {
  return resources
    .filter(({ type }) => kindOfType(type) === "order")
    .map(({ name, urn, props }) => ({ name, location: urn, order: readOrder(props) }));
}

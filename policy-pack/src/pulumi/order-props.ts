import type { PolicyResource } from "@pulumi/policy";
import { omitNullish } from "pulumi-whatsapp/schema";
import { stepsOf } from "../finding";
import { orderType, programOrder, type Aspect, type Order } from "../order";
import { isRecord, known, unguarded, type Props } from "./sequence-props";

/** What a program says of an order, as far as it is known. */
export function orderIn(props: Props): Order {
  return programOrder(omitNullish(unguarded(props)));
}

/** The SDK's error about the first value that a rule misses because it is not known yet. */
export function missing(props: Props, order: Order, aspect: Aspect): Error | undefined {
  let unknown: Error | undefined;
  for (const { path, value } of order[aspect]) {
    if (value === undefined) {
      known(
        () => readAt(props, path),
        (error) => (unknown ??= error),
      );
    }
  }
  return unknown;
}

/** Reads a value to its depths: the SDK throws at what is not known yet. */
function readAt(props: Props, path: string): unknown {
  return JSON.stringify(stepsOf(path).reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), props));
}

/** An order as a stack holds it. */
export interface StackOrder {
  readonly name: string;
  readonly where: string;
  readonly order: Order;
}

/** The orders among the resources of a stack. */
export function ordersOf(resources: readonly PolicyResource[]): readonly StackOrder[] {
  return resources
    .filter(({ type }) => type === orderType)
    .map(({ name, urn, props }) => ({ name, where: urn, order: orderIn(props) }));
}

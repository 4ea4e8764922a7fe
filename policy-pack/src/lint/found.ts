import type { Order } from "../order";
import type { StackSequence } from "../rules/rule";
import type { RegionOf } from "./places";
import type { Remark } from "./source";

/** What rules speak about, as a file holds it. */
export interface FoundSubject {
  /** By which waivers name it. */
  readonly name: string;
  readonly file: string;
  readonly urn: string | undefined;
  readonly regionOf: RegionOf;
}

export type FoundSequence = StackSequence & FoundSubject;

export interface FoundOrder extends FoundSubject {
  readonly order: Order;
}

export interface Found {
  readonly sequences: readonly FoundSequence[];
  readonly orders: readonly FoundOrder[];
  /** What makes the file wrong. */
  readonly complaints: readonly Remark[];
  /** What was not checked. */
  readonly notes: readonly Remark[];
}

const nothing: Found = { sequences: [], orders: [], complaints: [], notes: [] };

export function foundSequence(sequence: FoundSequence, notes: readonly Remark[] = []): Found {
  return {
    ...nothing,
    sequences: [sequence],
    notes,
  };
}

export function foundOrder(order: FoundOrder, notes: readonly Remark[] = []): Found {
  return {
    ...nothing,
    orders: [order],
    notes,
  };
}

export function noted(note: Remark): Found {
  return { ...nothing, notes: [note] };
}
export function refused(complaints: readonly Remark[]): Found {
  return { ...nothing, complaints };
}

export function joined(found: readonly Found[]): Found {
  return {
    sequences: found.flatMap(({ sequences }) => sequences),
    orders: found.flatMap(({ orders }) => orders),
    complaints: found.flatMap(({ complaints }) => complaints),
    notes: found.flatMap(({ notes }) => notes),
  };
}

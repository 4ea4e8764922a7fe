import type { Order } from "../order";
import type { StackSequence } from "../rules/rule";
import type { Diagnostic } from "./source";
import type { Locator } from "./yaml-locations";

/** A sequence or order of a file. */
export interface FileSubject {
  /** Name for waivers. */
  readonly name: string;
  readonly file: string;
  readonly urn: string | undefined;
  readonly locate: Locator;
}

export type FileSequence = StackSequence & FileSubject;

export interface FileOrder extends FileSubject {
  readonly order: Order;
}

export interface ReadResult {
  readonly sequences: readonly FileSequence[];
  readonly orders: readonly FileOrder[];
  /** Reasons why a file is invalid. */
  readonly errors: readonly Diagnostic[];
  /** Parts that were not checked. */
  readonly notes: readonly Diagnostic[];
}

const empty: ReadResult = { sequences: [], orders: [], errors: [], notes: [] };

export function createSequenceResult(sequence: FileSequence, notes: readonly Diagnostic[] = []): ReadResult {
  return { ...empty, sequences: [sequence], notes };
}

export function createOrderResult(order: FileOrder, notes: readonly Diagnostic[] = []): ReadResult {
  return { ...empty, orders: [order], notes };
}

export function createNoteResult(note: Diagnostic): ReadResult {
  return { ...empty, notes: [note] };
}

export function createErrorResult(errors: readonly Diagnostic[]): ReadResult {
  return { ...empty, errors };
}

export function mergeResults(results: readonly ReadResult[]): ReadResult {
  return {
    sequences: results.flatMap(({ sequences }) => sequences),
    orders: results.flatMap(({ orders }) => orders),
    errors: results.flatMap(({ errors }) => errors),
    notes: results.flatMap(({ notes }) => notes),
  };
}

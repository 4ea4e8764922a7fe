import type { OrderFacts } from "../order";
import type { StackSequence } from "../rules/rule";
import type { FileDiagnostic } from "./source";
import type { Locator } from "./yaml-locations";

/** A sequence or order of a file. */
export interface FileSubject {
  /** Name for waivers, or file and position if it has no name. */
  readonly name: string;
  readonly isNamed: boolean;
  readonly file: string;
  readonly urn: string | undefined;
  readonly locate: Locator;
}

export type FileSequence = StackSequence & FileSubject;

export interface FileOrder extends FileSubject {
  readonly order: OrderFacts;
}

export interface ParsedInput {
  readonly sequences: readonly FileSequence[];
  readonly orders: readonly FileOrder[];
  /** Reasons why a file is invalid. */
  readonly errors: readonly FileDiagnostic[];
  /** Parts that were not checked. */
  readonly notes: readonly FileDiagnostic[];
}

const empty: ParsedInput = { sequences: [], orders: [], errors: [], notes: [] };

export function createSequenceResult(sequence: FileSequence, notes: readonly FileDiagnostic[] = []): ParsedInput {
  return { ...empty, sequences: [sequence], notes };
}

export function createOrderResult(order: FileOrder, notes: readonly FileDiagnostic[] = []): ParsedInput {
  return { ...empty, orders: [order], notes };
}

export function createNoteResult(note: FileDiagnostic): ParsedInput {
  return { ...empty, notes: [note] };
}

export function createErrorResult(errors: readonly FileDiagnostic[]): ParsedInput {
  return { ...empty, errors };
}

export function mergeResults(results: readonly ParsedInput[]): ParsedInput {
  return {
    sequences: results.flatMap(({ sequences }) => sequences),
    orders: results.flatMap(({ orders }) => orders),
    errors: results.flatMap(({ errors }) => errors),
    notes: results.flatMap(({ notes }) => notes),
  };
}

import type { FaultStack } from "./row";

/** An operation on the resource "signup", for faults that can happen in each of them. */
export interface Operation {
  readonly kind: "create" | "read" | "update" | "delete";
  readonly run: (stack: FaultStack) => Promise<unknown>;
  /** Requests of an operation without faults. */
  readonly requestKinds: readonly string[];
}

export const operations: readonly Operation[] = [
  { kind: "create", run: (stack) => stack.up(), requestKinds: ["list", "create", "read", "list"] },
  { kind: "read", run: (stack) => stack.refresh(), requestKinds: ["read"] },
  { kind: "update", run: (stack) => stack.up("signup", { text: "New" }), requestKinds: ["update", "read"] },
  { kind: "delete", run: (stack) => stack.destroy(), requestKinds: ["read", "delete"] },
];

/** Brings the stack into the state that the operation needs, with an empty journal. */
export async function prepare(stack: FaultStack, { kind }: Operation): Promise<void> {
  if (kind !== "create") await stack.up();
  stack.meta.clearJournal();
}

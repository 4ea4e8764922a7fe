import type { Case } from "./row";

/** A verb on the one resource "signup", for faults that may strike each of them. */
export interface Deed {
  readonly verb: "create" | "read" | "update" | "delete";
  readonly step: (the: Case) => Promise<unknown>;
  /** What is asked when nothing goes wrong. */
  readonly usually: readonly string[];
}

export const deeds: readonly Deed[] = [
  { verb: "create", step: (the) => the.up(), usually: ["list", "create", "read", "list"] },
  { verb: "read", step: (the) => the.refresh(), usually: ["read", "read"] },
  { verb: "update", step: (the) => the.up("signup", { text: "New" }), usually: ["update", "read", "read"] },
  { verb: "delete", step: (the) => the.destroy(), usually: ["read", "delete"] },
];

/** Where the deed can be done, with an empty journal. */
export async function ready(the: Case, { verb }: Deed): Promise<void> {
  if (verb !== "create") await the.up();
  the.meta.clearJournal();
}

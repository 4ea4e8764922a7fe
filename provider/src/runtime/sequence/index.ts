import type { SequenceDeed } from "../deed";
import type { ResourceOperations } from "../handler";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { read } from "./read";
import { parsePhysicalId } from "./state";
import { update } from "./update";

/** The lifecycle of a welcome message sequence. */
export const sequence: ResourceOperations = {
  api: "graph",
  check,
  diff,
  create,
  read,
  update,
  remove,
  deed: (verb, id, { wabaId, name }): SequenceDeed => ({
    resource: "sequence",
    verb,
    ...(id === undefined ? { wabaId: typeof wabaId === "string" ? wabaId : "(not set)" } : parsePhysicalId(id)),
    ...(typeof name === "string" ? { name } : {}),
  }),
};

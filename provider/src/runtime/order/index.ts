import type { OrderDeed } from "../deed";
import type { ResourceOperations } from "../handler";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { read } from "./read";
import { parseOrderId } from "./state";
import { update } from "./update";

const verbs = { create: "send", read: "read", update: "change", delete: "cancel" } as const;

/** The lifecycle of an order of a sandbox. */
export const order: ResourceOperations = {
  api: "graph",
  check,
  diff,
  create,
  read,
  update,
  remove,
  deed: (verb, id, { phoneNumberId, referenceId }): OrderDeed => ({
    resource: "order",
    verb: verbs[verb],
    ...(id === undefined ? { phoneNumberId: shown(phoneNumberId), referenceId: shown(referenceId) } : parseOrderId(id)),
  }),
};

function shown(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 80) : "(not set)";
}

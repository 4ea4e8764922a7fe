import { orderContext } from "./order-context";
import type { ResourceOperations } from "../handler";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { read } from "./read";
import { parseOrderId } from "./state";
import { update } from "./update";

const verbOf = { create: "send", read: "read", update: "change", delete: "cancel" } as const;

/** The operations of an order of a sandbox. An order is an event, so it has no lifecycle like the other resources. */
export const sandboxOrder: ResourceOperations = {
  api: "graph",
  check,
  diff,
  create,
  read,
  update,
  remove,
  describeOperation: (verb, id, { phoneNumberId, referenceId }) =>
    orderContext({
      verb: verbOf[verb],
      ...(id === undefined
        ? { phoneNumberId: showText(phoneNumberId), referenceId: showText(referenceId) }
        : parseOrderId(id)),
    }),
};

function showText(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 80) : "(not set)";
}

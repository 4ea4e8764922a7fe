import { orderContext, orderHeadline } from "./order-context";
import type { ReadResult, ResourceOperations } from "../handler";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { UserError } from "../user-error";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { parseOrderId, sentIn, withOutcome } from "./state";
import { update } from "./update";

const verbOf = { create: "send", read: "read", update: "change", delete: "cancel" } as const;

/** Operations of a sandbox order. An order is an event, so it has no lifecycle like the other resources. */
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

/** Returns the state unchanged: Meta has no call to read an order. */
function read(_session: Session, id: string, props: Properties): Promise<ReadResult> {
  const operation = { verb: "read", ...parseOrderId(id) } as const;
  if (sentIn(props) !== undefined) return Promise.resolve({ id, props: withOutcome(props) });
  throw new UserError(
    `${orderHeadline(operation)} There is no way to read an order from Meta, so one can be neither imported nor looked up: only the run that sends an order knows it. ` +
      "Nothing was sent. Remove it from the program or the import.",
  );
}

import { orderHeadline, type OrderOperation } from "./order-context";
import { ordersOf } from "./orders";
import { describeFailure, type Failure } from "../../schema/failures";
import { interactiveWarnings } from "../../schema/order/warnings";
import { changedPaths, editedPaths, sandboxOrderSchema, type SandboxOrder } from "../../schema/order/sandbox";
import { hasUnknown } from "../../schema/unknowns";
import { UserError } from "../user-error";
import type { ChangedArguments } from "../handler";
import { withoutHandler, type Properties } from "../properties";
import type { Session } from "../session";
import {
  changeBetween,
  forbiddenBetween,
  isRepeated,
  statusChangesOf,
  toStatusMessage,
  type StatusChanges,
} from "./status-change";
import { requireCurrent } from "./send";
import { orderId, parseOrderId, requireSent } from "./state";

/** Compares the state with new inputs and rejects forbidden changes, without calls. Never replaces. A refresh only compares. */
export function diff(session: Session, id: string, olds: Properties, news: Properties): ChangedArguments {
  const operation = { verb: "change", ...parseOrderId(id) } as const;
  if (ordersOf(session).isPlanning) plan(session, operation, olds, news);
  const unknown = Object.keys(news).filter((key) => hasUnknown(news[key]));
  return { changed: [...editedPaths(olds, news), ...changedPaths(olds, news), ...unknown], replaces: [] };
}

function plan(session: Session, operation: OrderOperation, olds: Properties, news: Properties): void {
  const sent = requireSent(olds, operation);
  const before = statusChangesOf(sent);
  ordersOf(session).keep(orderId(operation));
  const args = hasUnknown(news) ? undefined : sandboxOrderSchema.safeParse(withoutHandler(news)).data;
  const after = args === undefined ? before : statusChangesOf(args);
  requireCurrent(session, operation, sent.record, changeBetween(before, after));
  rejectForbidden(operation, { olds, news, before, after });
  if (args === undefined) return;
  for (const warning of warningsFor(args, before, after)) {
    session.warn(`order ${orderId(operation)}: ${describeFailure(warning)}`);
  }
}

interface OrderChange {
  readonly olds: Properties;
  readonly news: Properties;
  readonly before: StatusChanges;
  readonly after: StatusChanges;
}

/** Rejects edits of the sent message, and statuses that cannot follow. Update checks again. */
export function rejectForbidden(operation: OrderOperation, { olds, news, before, after }: OrderChange): void {
  const edits = editedPaths(olds, news);
  const reasons = [
    ...(edits.length === 0
      ? []
      : [
          `A message that a person has received cannot be edited: ${edits.join(", ")}. Set it back; another order is another resource with a new referenceId`,
        ]),
    ...forbiddenBetween(before, after).map(describeFailure),
  ];
  if (reasons.length === 0) return;
  throw new UserError(`${orderHeadline(operation)} It was sent. ${reasons.join(". ")}. Nothing was sent now.`);
}

/** Arguments by the path of a message part. The plan of the order warned about its other parts. */
const argByMessagePath: Readonly<Record<string, string>> = {
  body: "statusBody",
  footer: "statusFooter",
  "order.description": "statusDescription",
  "payment.status": "payment.status",
};

const uncaptured = {
  path: "payment",
  reason: "was captured; Meta gives no rules for payments, and may still refuse to cancel the order (2047)",
};

function warningsFor(
  args: SandboxOrder | Omit<SandboxOrder, "phoneNumberId">,
  before: StatusChanges,
  after: StatusChanges,
): Failure[] {
  const change = changeBetween(before, after);
  const again = "is the same again, with another description; Meta does not document what it does with that";
  return [
    ...(before.payment?.status === "captured" && after.payment?.status !== "captured" ? [uncaptured] : []),
    ...(isRepeated(before, after) ? [{ path: "status", reason: again }] : []),
    ...interactiveWarnings(toStatusMessage(args, change, args.statusBody)).flatMap(({ path, reason }) => {
      const name = argByMessagePath[path];
      return name === undefined ? [] : [{ path: name, reason }];
    }),
  ];
}

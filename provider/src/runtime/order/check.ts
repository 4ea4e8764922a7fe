import { ordersOf } from "./orders";
import { describeFailure, type Failure } from "../../schema/failures";
import { orderDetailsFailures } from "../../schema/order/details";
import { interactiveWarnings } from "../../schema/order/warnings";
import { omitNullish } from "../../schema/order/omit-nullish";
import { detailsIn, sandboxOrderSchema, wholeSandboxOrderSchema, type SandboxOrder } from "../../schema/order/sandbox";
import { endOf, normalizePerson } from "../../schema/phone-numbers";
import { whereToSet } from "../../schema/settings";
import { isUnknown } from "../../schema/unknowns";
import { limitLines, findUnsendable, requireValidArgs } from "../validation";
import type { CheckedArguments } from "../handler";
import { handlerIn, withoutHandler, withoutNulls, type Properties } from "../properties";
import type { Session } from "../session";
import { describeSent, inStateAlready, describeSecondResource } from "./already";
import { UnreadableOutbox } from "./outbox";
import { mayHaveArrived } from "./outbox-records";
import { orderId, orderIdSchema, parseOrderId } from "./state";

/** Arguments that error messages name if all of them together are too large. */
const contentArgs = "body, order";

/** Validates the arguments and fills in the phone number. Works offline and reports every failure at once. */
export function check(session: Session, olds: Properties, news: Properties): CheckedArguments {
  const { settings, settingFailures, warn } = session;
  ordersOf(session).startPlanning();
  const isFirst = Object.keys(withoutHandler(olds)).length === 0;
  const unsendable = findUnsendable(withoutHandler(news), contentArgs);
  if (unsendable !== undefined) {
    return { inputs: {}, failures: [...settingFailures, unsendable] };
  }
  const args = plain(news);
  // An order stays with the number that sent it, even if the default has changed.
  const phoneNumberId = args["phoneNumberId"] ?? olds["phoneNumberId"] ?? settings.phoneNumberId;
  const inputs: Properties = { ...args, ...(phoneNumberId === undefined ? {} : { phoneNumberId }) };
  const id = isFirst ? idIn(inputs) : (idIn(olds) ?? idIn(inputs));
  const failures = [
    ...settingFailures,
    ...listOrderFailures(session, inputs, isFirst),
    ...(isFirst && id !== undefined ? alreadyKnown(session, id) : []),
  ];
  if (failures.length === 0 && id !== undefined) {
    (isFirst ? planNewOrder(session, inputs, id) : planSentOrder(session, id)).forEach((warning) =>
      warn(`order ${id}: ${warning}`),
    );
  }
  return { inputs: { ...inputs, ...handlerIn(news) }, failures };
}

function plain(news: Properties): Properties {
  return withoutNulls(
    Object.fromEntries(Object.entries(withoutHandler(news)).map(([key, value]) => [key, omitNullish(value)])),
  );
}

/** Returns the order id; undefined if a part of it is unknown or invalid. */
function idIn({ phoneNumberId, referenceId }: Properties): string | undefined {
  const parsed = orderIdSchema.safeParse({ phoneNumberId, referenceId }).data;
  return parsed === undefined || isUnknown(referenceId) ? undefined : orderId(parsed);
}

/** Lists every broken rule. Create and update check again, since policies may change inputs after check. */
function listOrderFailures(session: Session, args: Properties, isFirst: boolean): Failure[] {
  const missingNumber = {
    path: "phoneNumberId",
    reason: `is required; give it here or with ${whereToSet("phoneNumberId")}`,
  };
  return [
    ...(args["phoneNumberId"] === undefined ? [missingNumber] : []),
    // A sent order may have expired since.
    ...orderDetailsFailures(args, { nowMs: isFirst ? Date.now() : undefined }, sandboxOrderSchema),
    ...recipientFailures(session, args),
    ...(isFirst ? beginningFailures(args) : []),
  ];
}

/** Lists a recipient that is not on the list. `to` takes precedence over `recipient`, as with Meta. */
export function recipientFailures({ settings }: Session, { to, recipient }: Properties): Failure[] {
  const { orderRecipients: listed } = settings;
  const [path, person] = to === undefined ? ["recipient", recipient] : ["to", to];
  if (typeof person !== "string" || person === "" || isUnknown(person)) return [];
  if (listed?.includes(normalizePerson(person)) === true) return [];
  const where = whereToSet("orderRecipients");
  const kind = path === "to" ? "number" : "user id";
  const reason =
    listed === undefined
      ? `a sandbox order goes to listed numbers and user ids only, and there is no list; set it with ${where}`
      : `the ${kind} ${endOf(person)} is not on the list of those that sandbox orders may go to; put it there with ${where}`;
  return [{ path, reason }];
}

function beginningFailures({ status = "pending", statusDescription, payment }: Properties): Failure[] {
  const later = { status: status === "pending" ? undefined : status, statusDescription, payment };
  return Object.entries(later)
    .filter(([, value]) => value !== undefined && !isUnknown(value))
    .map(([key]) => ({
      path: key,
      reason: "an order begins as pending, with no payment and no description; deploy it first, then change it",
    }));
}

/** Rejects a reference id that the outbox, the state or another resource of the program already has. */
function alreadyKnown(session: Session, id: string): Failure[] {
  const orders = ordersOf(session);
  const { outbox } = orders;
  const reason =
    describeSent(outbox.read(id).attempts, outbox.fileOf(id)) ??
    (orders.isLive(id)
      ? inStateAlready
      : orders.isPlanned(id)
        ? describeSecondResource(parseOrderId(id).referenceId)
        : undefined);
  return reason === undefined ? [] : [{ path: "referenceId", reason }];
}

/** Notes the plan of a new order and returns warnings about it. */
function planNewOrder(session: Session, inputs: Properties, id: string): readonly string[] {
  ordersOf(session).plan(id);
  const args = sandboxOrderSchema.safeParse(inputs);
  return args.success ? limitLines(interactiveWarnings(detailsIn(args.data)).map(describeFailure)) : [];
}

/** Notes the plan of an order in the state and returns warnings about it. */
function planSentOrder(session: Session, id: string): readonly string[] {
  const orders = ordersOf(session);
  orders.keep(id);
  try {
    return orders.outbox.read(id).attempts.some(mayHaveArrived) ? [] : [notInOutbox(orders.outbox.folder)];
  } catch (error) {
    // Without changes nothing is sent; the plan rejects changes.
    if (error instanceof UnreadableOutbox) return [error.message];
    throw error;
  }
}

function notInOutbox(folder: string): string {
  return `it was sent, but the outbox ${folder} has no record of it, so a forced replacement (--replace) could send it a second time. Keep the outbox with the stack.`;
}

/** Parses the inputs of create and update. Throws if they are invalid. */
export function requireValidOrder(session: Session, inputs: Properties, isFirst: boolean): SandboxOrder {
  return requireValidArgs(plain(inputs), {
    schema: wholeSandboxOrderSchema,
    listFailures: (args) => listOrderFailures(session, args, isFirst),
    contentArgs,
  });
}

import { digestChange, digestDetails } from "../../runtime/order/sending";
import { mayHaveArrived, type Attempt } from "../../runtime/order/outbox-records";
import { guidanceFor } from "../../runtime/order/send";
import type { JsonObject } from "../../schema/json-value";
import { asInteractive, type OrderMessage } from "../../schema/order/order-message";
import { nextOrderStatuses, transitionProblem, type OrderStatus, type OrderState } from "../../schema/order/status";
import type { OrderStatusUpdate } from "../../schema/order/status-message";
import { foldStatuses, toOrderState, type RecordedStatuses } from "./recorded-statuses";

/** A reason not to send a message. */
export interface Obstacle {
  /** Whole sentences: the reason and the next step. */
  readonly why: string;
  /** The earlier message that prevents the send; undefined if the outbox cannot be read or written. */
  readonly previous: Attempt | undefined;
}

export interface Intention {
  readonly message: OrderMessage;
  /** JSON body of the message. */
  readonly body: JsonObject;
  /** Recorded messages of the order. */
  readonly attempts: readonly Attempt[];
  /** The statuses in the last message as the operator states them. Undefined: those in the outbox. */
  readonly currentState: OrderState | undefined;
  /** Flag that states them. */
  readonly stateFlag: string;
  /** True if the operator asked for a repetition. */
  readonly again: boolean;
}

/** Finds the reason not to send the message, in the outbox; undefined if it can be sent. */
export function findObstacle(intention: Intention): Obstacle | undefined {
  const { message, body, again } = intention;
  const arrived = intention.attempts.filter(mayHaveArrived);
  const last = arrived.at(-1);
  if (last === undefined) return undefined;
  const interactive = asInteractive(message);
  if (interactive.kind === "order_status") return findStatusObstacle(interactive, { ...intention, arrived, last });
  return again ? undefined : describeKnownOrder(message, body, arrived.find(isDetails) ?? last);
}

function isDetails({ kind }: Attempt): boolean {
  return kind === "order_details";
}

function describeKnownOrder(message: OrderMessage, body: JsonObject, previous: Attempt): Obstacle {
  const newId = "Meta requires a new reference id for each order: use one, or use --again to send this one anyway.";
  const id = JSON.stringify(message.referenceId);
  if (!isDetails(previous)) return { why: `Order ${id} exists: its ${describe(previous)}. ${newId}`, previous };
  const isSame = previous.digest === digestDetails(body);
  const content = isSame ? "the same content" : "other content or to another person";
  const next = isSame ? "Use --again to send it once more." : newId;
  const what = `Order ${id} was sent with ${content}: its ${describe(previous)}.`;
  return { why: `${what} ${previous.outcome === "unknown" ? lookFirst(previous) : next}`, previous };
}

interface StatusIntention extends Intention {
  /** The messages that the person may have. */
  readonly arrived: readonly Attempt[];
  readonly last: Attempt;
}

function findStatusObstacle(message: OrderStatusUpdate, intention: StatusIntention): Obstacle | undefined {
  const { arrived, last, currentState, stateFlag, again } = intention;
  const recorded = foldStatuses(arrived);
  const repeated = findRepeated(message, arrived.slice(Math.max(0, arrived.findLastIndex(isDetails))), recorded);
  if (again) {
    return currentState !== undefined || repeated !== undefined ? undefined : findTransition(message, recorded, last);
  }
  if (repeated !== undefined) {
    const next = repeated.outcome === "unknown" ? lookFirst(repeated) : "Use --again to send it once more.";
    return { why: `The person already has this status: an ${describe(repeated)}. ${next}`, previous: repeated };
  }
  if (currentState !== undefined) {
    return (
      findContradiction(currentState, intention) ??
      findTransition(message, { ...recorded, ...present(currentState) }, last)
    );
  }
  const state = `use ${stateFlag} with the status that the person has`;
  if (last.outcome === "unknown") {
    const where = guidanceFor(last.correlationId);
    return {
      why: `The last message may not have arrived: an ${describe(last)}. First ${where}, then ${state}.`,
      previous: last,
    };
  }
  if (!recorded.isComplete) {
    return {
      why: `The outbox does not record every status: an ${describe(last)}. Check the chat and ${state}.`,
      previous: last,
    };
  }
  return findTransition(message, recorded, last);
}

/** Omits an absent payment status, so that the one in the outbox applies. */
function present({ status, payment }: OrderState): Partial<OrderState> {
  return {
    status,
    ...(payment === undefined ? {} : { payment }),
  };
}

/** Finds the message with the same statuses, if they are still the last ones. Another description or time makes a new message. */
function findRepeated(
  message: OrderStatusUpdate,
  arrived: readonly Attempt[],
  recorded: RecordedStatuses,
): Attempt | undefined {
  const { order, payment } = message;
  const digest = digestChange(message);
  const setsSame = (attempt: Attempt): boolean =>
    (order !== undefined && attempt.status !== undefined) ||
    (payment !== undefined && attempt.payment !== undefined) ||
    (attempt.kind === "order_status" && attempt.status === undefined && attempt.payment === undefined);
  const lastOfSame = arrived.findLast(setsSame);
  if (lastOfSame?.digest === digest) return lastOfSame;
  if (order !== undefined && (order.description !== undefined || order.status !== recorded.status)) return undefined;
  if (payment !== undefined && (payment.timestamp !== undefined || payment.status !== recorded.payment)) {
    return undefined;
  }
  return lastOfSame ?? arrived.find(isDetails);
}

function findContradiction(
  currentState: OrderState,
  { arrived, last, stateFlag }: StatusIntention,
): Obstacle | undefined {
  // For a message of unknown outcome, the operator has found out whether it arrived.
  const possible = [arrived, arrived.filter(({ outcome }) => outcome === "accepted")].map(foldStatuses);
  if (possible.some((recorded) => mayBecome(recorded, currentState.status))) return undefined;
  const why =
    `${stateFlag} ${currentState.status} contradicts the outbox: the last message was an ${describe(last)}, and "${currentState.status}" cannot follow. ` +
    `Correct ${stateFlag}, or use --again if the outbox is wrong.`;
  return { why, previous: last };
}

/** True if messages from elsewhere may have changed the recorded status to this one. */
function mayBecome({ status, isComplete }: RecordedStatuses, later: OrderStatus): boolean {
  if (status === undefined || status === later || !isComplete) return true;
  const next: readonly OrderStatus[] = nextOrderStatuses[status];
  return next.includes(later);
}

function findTransition(message: OrderStatusUpdate, recorded: RecordedStatuses, last: Attempt): Obstacle | undefined {
  const problem = message.order && transitionProblem(toOrderState(recorded), message.order.status);
  if (problem === undefined) return undefined;
  return { why: `${problem}. The last message in the outbox: an ${describe(last)}.`, previous: last };
}

function lookFirst({ correlationId }: Attempt): string {
  return `First ${guidanceFor(correlationId)}; use --again only if it did not arrive.`;
}

/** Describes an attempt: `order_status "shipped" was sent at 2026-11-29T12:00:00.000Z (accepted, wamid.x)` */
function describe({ kind, status, payment, at, outcome, messageId }: Attempt): string {
  const statuses = [
    ...(status === undefined ? [] : [`"${status}"`]),
    ...(payment === undefined ? [] : [`payment "${payment}"`]),
  ];
  const title = [kind, statuses.join(", ")].filter((part) => part !== "").join(" ");
  const result =
    outcome === "unknown" ? "outcome unknown" : [outcome, messageId].filter((part) => part !== undefined).join(", ");
  return `${title} was sent at ${at} (${result})`;
}

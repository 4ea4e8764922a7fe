import { resolve } from "node:path";
import { correlationIdOf, OrderClient } from "../../orders/client";
import { InvalidOrder } from "../../orders/build";
import { previewOrder } from "../../orders/preview";
import type { SendResult } from "../../orders/send-result";
import { UserError } from "../../runtime/user-error";
import { describeFailure } from "../../schema/failures";
import type { JsonObject } from "../../schema/json-value";
import { Outbox, type Entry, type OrderHistory } from "../../runtime/order/outbox";
import { mayHaveArrived } from "../../runtime/order/outbox-records";
import { toSending } from "../../runtime/order/sending";
import { orderId } from "../../runtime/order/state";
import { addresseeOf } from "../../schema/order/addressee";
import { asInteractive, toWire, type OrderMessage } from "../../schema/order/order-message";
import type { OrderStatus, OrderState } from "../../schema/order/status";
import { endOf, normalizePerson } from "../../schema/phone-numbers";
import { environmentName, type Settings } from "../../schema/settings";
import { isUserId } from "../../schema/ids";
import { senderOf, type ConnectionFlags } from "../account";
import { knownSecretsOf, lineOf, type CommandIo, exit, type ExitCode, jsonText, UsageError } from "../io";
import { findObstacle, type Obstacle } from "./find-obstacle";
import { listFindings, readMessageFile } from "./message-file";
import { printRefusal, printResult, toPreviousJson } from "./print-result";
import { describeContradictions, foldStatuses, toOrderState, type RecordedStatuses } from "./recorded-statuses";

export interface SendFlags {
  readonly connection: ConnectionFlags;
  /** Undefined to use the message's own, or a new one. */
  readonly correlationId: string | undefined;
  /** False for a dry run. */
  readonly send: boolean;
  /** Sends the message even if the outbox contains it or its outcome is unknown. */
  readonly again: boolean;
  readonly json: boolean;
  /** Flag with the status in the person's last message. */
  readonly stateFlag: string;
}

export interface SendFileFlags extends SendFlags {
  readonly file: string;
  /** Statuses in the person's last message. */
  readonly currentState: OrderState | undefined;
}

/** Sends the message in a file, or shows it in a dry run. */
export async function sendFile(io: CommandIo, { file, ...flags }: SendFileFlags): Promise<ExitCode> {
  const { currentState } = flags;
  const one = await readMessageFile(io, file, currentState === undefined ? {} : { currentState });
  if (one.message === undefined) throw new UserError(["Nothing was sent.", ...listFindings(one)].join("\n"));
  for (const line of listFindings(one)) io.stderr(`${lineOf(io, line)}\n`);
  return sendMessage(io, one.message, flags);
}

interface PreparedSend extends SendFlags {
  readonly message: OrderMessage;
  /** JSON body of the message. */
  readonly body: JsonObject;
  readonly currentState: OrderState | undefined;
  readonly sender: ReturnType<typeof senderOf>;
  readonly outbox: Outbox;
  readonly id: string;
}

/** Shows the message, its recipient and its sender in a dry run. With `--send`, sends it unless the outbox contains it. */
export async function sendMessage(
  io: CommandIo,
  given: OrderMessage,
  flags: SendFlags & { readonly currentState: OrderState | undefined },
): Promise<ExitCode> {
  const sender = senderOf(io, flags.connection);
  requireListed(sender, addresseeOf(given));
  const { bizOpaqueCallbackData = flags.correlationId } = given;
  if (flags.correlationId !== undefined && flags.correlationId !== bizOpaqueCallbackData) {
    throw new UsageError("--correlation-id: the message already has biz_opaque_callback_data; remove one of them");
  }
  if (flags.send && sender.accessToken === undefined) {
    throw new UsageError(`No access token is set. Set it with ${environmentName("accessToken")}.`);
  }
  const message = { ...given, bizOpaqueCallbackData };
  const body = toWire(message);
  requireNoSecret(io, body);
  const id = orderId({ phoneNumberId: sender.phoneNumberId, referenceId: message.referenceId });
  const outbox = new Outbox(resolve(io.cwd, sender.orderOutbox), (text) => warn(io, text));
  const delivery = { ...flags, message, body, sender, outbox, id };
  const view = readOutbox(delivery);
  if (view.obstacle === undefined) {
    for (const contradiction of describeContradictions(view.recorded, { ...flags, next: findStatus(message) })) {
      warn(io, contradiction);
    }
  }
  if (!flags.send) return showDryRun(io, delivery, view);
  return view.obstacle === undefined
    ? sendOnce(io, delivery, view.history)
    : printRefusal(io, view.obstacle, flags.json);
}

function findStatus(message: OrderMessage): OrderStatus | undefined {
  const interactive = asInteractive(message);
  return interactive.kind === "order_status" ? interactive.order?.status : undefined;
}

interface OutboxView {
  readonly history: OrderHistory;
  readonly recorded: RecordedStatuses;
  readonly obstacle: Obstacle | undefined;
}

const unread: OrderHistory = { attempts: [], content: undefined };

function readOutbox({ outbox, id, ...intention }: PreparedSend): OutboxView {
  try {
    const history = outbox.read(id);
    const { attempts } = history;
    const recorded = foldStatuses(attempts.filter(mayHaveArrived));
    return { history, recorded, obstacle: findObstacle({ ...intention, attempts }) };
  } catch (error) {
    return { history: unread, recorded: foldStatuses([]), obstacle: toObstacle(error) };
  }
}

/** @throws errors other than a failure of the outbox. */
function toObstacle(error: unknown): Obstacle {
  if (error instanceof UserError) return { why: error.message, previous: undefined };
  throw error;
}

function showDryRun(
  io: CommandIo,
  { message, body, currentState, sender, json }: PreparedSend,
  view: OutboxView,
): ExitCode {
  const { phoneNumberId, baseUrl, apiVersion } = sender;
  const { history, recorded, obstacle } = view;
  const last = history.attempts.findLast(mayHaveArrived);
  if (json) {
    const refusal = obstacle && { refused: obstacle.why };
    const previous = toPreviousJson(obstacle?.previous ?? last);
    io.stdout(jsonText({ outcome: "dry_run", phoneNumberId, body, ...refusal, previous }));
    return exit.success;
  }
  const known = recorded.status === undefined ? undefined : toOrderState(recorded);
  io.stdout(previewOrder(message, { currentState: currentState ?? (findStatus(message) && known) }));
  const route = `To ${addresseeOf(message)}, from phone number id ${phoneNumberId} (${baseUrl}, ${apiVersion}).`;
  io.stdout(`${lineOf(io, route)}\n`);
  const next = obstacle === undefined ? "Use --send to send it." : `--send would be refused: ${obstacle.why}`;
  io.stdout(`${lineOf(io, `Nothing was sent: this is a dry run. ${next}`)}\n`);
  return exit.success;
}

/** Records the message, sends it, and records the result. */
async function sendOnce(io: CommandIo, delivery: PreparedSend, history: OrderHistory): Promise<ExitCode> {
  const { message, body, sender, outbox, id, again, json } = delivery;
  const client = createClient(io, sender);
  const correlationId = correlationIdOf(message);
  let entry: Entry;
  try {
    const isRepeated = again && history.attempts.some(mayHaveArrived);
    entry = outbox.begin(id, { ...toSending(message, body), correlationId, again: isRepeated || undefined }, history);
  } catch (error) {
    return printRefusal(io, toObstacle(error), json);
  }
  // Printed before the send, so that the correlation id is known even if the process dies.
  const route = `sending to ${endOf(addresseeOf(message))} from ${sender.phoneNumberId}, correlation id ${correlationId}`;
  io.stderr(`${lineOf(io, route)}\n`);
  try {
    const result = await client.send(message, { correlationId });
    recordResult(entry, result);
    return printResult(io, result, json);
  } catch (error) {
    if (error instanceof InvalidOrder) entry.recordNotSent();
    throw error;
  }
}

function recordResult(entry: Entry, result: SendResult): void {
  switch (result.outcome) {
    case "accepted":
      entry.recordAccepted(result.messageId);
      break;
    case "rejected":
      entry.recordRejected();
      break;
    case "not_sent":
      entry.recordNotSent();
      break;
    case "unknown":
      break;
    default:
      result satisfies never;
  }
}

function createClient(io: CommandIo, sender: PreparedSend["sender"]): OrderClient {
  const { accessToken = "", appSecret, phoneNumberId, apiVersion, baseUrl } = sender;
  const { attemptTimeoutMs, operationTimeoutMs, maxAttempts, retryBudget } = sender;
  return new OrderClient({
    ...{ accessToken, appSecret, phoneNumberId, apiVersion, baseUrl },
    ...{ attemptTimeoutMs, operationTimeoutMs, maxAttempts, retryBudget },
    // The setting allowedHosts was checked before.
    allowedHosts: [new URL(baseUrl).host],
    onWarning: (text) => warn(io, text),
  });
}

function warn(io: CommandIo, text: string): void {
  io.stderr(`${lineOf(io, `warning: ${text}`)}\n`);
}

function requireNoSecret(io: CommandIo, body: JsonObject): void {
  const secrets = knownSecretsOf(io).failuresIn(body);
  if (secrets.length > 0) throw new UserError(`Nothing was sent. ${secrets.map(describeFailure).join("; ")}.`);
}

/** @throws UserError if a list of recipients is set and the person is not in it. */
function requireListed({ orderRecipients: listed }: Pick<Settings, "orderRecipients">, person: string): void {
  if (listed === undefined || listed.includes(normalizePerson(person))) return;
  throw new UserError(
    `Nothing was sent: the ${isUserId(person) ? "user id" : "number"} ${endOf(person)} is not in ${environmentName("orderRecipients")}. Add it, or unset the variable.`,
  );
}

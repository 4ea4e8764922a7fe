import { Option } from "commander";
import { z } from "zod";
import { callbackData } from "../../schema/order/fields";
import {
  orderStatuses,
  orderStatusSchema,
  paymentStatuses,
  paymentStatusSchema,
  type OrderState,
} from "../../schema/order/status";
import type { CliCommand } from "../cli-command";
import { addGraphOptions, connectionOf, tokenHelp, type ConnectionOptions } from "../connection-options";
import type { CommandIo, ExitCode } from "../io";
import * as help from "./help";
import { sendFile, type SendFlags } from "./send-message";
import { sendStatus } from "./send-status";
import { validate } from "./validate";

type Finish = (exitCode: ExitCode) => void;

/** Adds `orders` with its commands. */
export function addOrdersCommand(program: CliCommand, io: CommandIo, finish: Finish): void {
  const orders = program
    .command("orders")
    .summary("validate and send order messages (Payments API, Brazil)")
    .description(help.orders)
    .addHelpText("after", help.ordersExamples);
  addValidate(orders, io, finish);
  addSend(orders, io, finish);
  addStatus(orders, io, finish);
}

interface OrderStateOptions {
  readonly from?: string;
  readonly fromPayment?: string;
}

interface ValidateOptions extends OrderStateOptions {
  readonly now?: string;
  readonly preview?: boolean;
  readonly json?: boolean;
}

function addValidate(orders: CliCommand, io: CommandIo, finish: Finish): void {
  const command = orders
    .command("validate")
    .summary("check order messages in files against Meta's rules")
    .description(help.validate)
    .argument("<file...>", "JSON body of an order message, or - for standard input");
  addOrderStateOptions(command)
    .option("--now <time>", "check expirations as of this time (UTC seconds, or 2026-11-22T12:00:00Z); default: now")
    .option("--preview", "also print what the person sees; the app's own words for statuses and buttons may differ")
    .option("--json", "print a JSON array with one element for each file")
    .addHelpText("after", help.validateExamples)
    .action(async (files: readonly string[], options: ValidateOptions, self: CliCommand) => {
      if (files.filter((file) => file === "-").length > 1) self.error("Standard input (-) can be read only once.");
      const { preview = false, json = false } = options;
      const currentState = readOrderState(self, options, "from", "fromPayment");
      const now = readTime(self, "--now", options.now);
      finish(await validate(io, { files, currentState, now, preview, json }));
    });
}

interface DeliveryOptions extends ConnectionOptions {
  readonly correlationId?: string;
  readonly send?: boolean;
  readonly again?: boolean;
  readonly json?: boolean;
}

function addSend(orders: CliCommand, io: CommandIo, finish: Finish): void {
  const command = orders
    .command("send")
    .summary("send the message in a file; a dry run without --send")
    .description(help.send)
    .argument("<file>", "JSON body of an order message, or - for standard input; each message is sent by itself");
  addOrderStateOptions(command);
  addDeliveryOptions(command)
    .addHelpText("after", help.sendExamples)
    .action(async (file: string, options: OrderStateOptions & DeliveryOptions, self: CliCommand) => {
      const currentState = readOrderState(self, options, "from", "fromPayment");
      finish(await sendFile(io, { file, currentState, ...readDelivery(self, options), stateFlag: "--from" }));
    });
}

interface StatusOptions extends DeliveryOptions {
  readonly referenceId?: string;
  readonly to?: string;
  readonly recipient?: string;
  readonly body?: string;
  readonly footer?: string;
  readonly status?: string;
  readonly description?: string;
  readonly payment?: string;
  readonly timestamp?: string;
  readonly from?: string;
  readonly fromPayment?: string;
}

function addStatus(orders: CliCommand, io: CommandIo, finish: Finish): void {
  const command = orders
    .command("status")
    .summary("send a new status of an order; a dry run without --send")
    .description(help.status)
    .option("--reference-id <id>", "reference id of the order_details message (required)")
    .option("--to <number>", "person who received that message (required, or --recipient)")
    .option("--recipient <id>", "the same by business-scoped user id, such as BR.4Xk9")
    .option("--body <text>", "text of the message, at most 1024 characters (required)")
    .option("--footer <text>", "small text below it, at most 60 characters")
    .addOption(closedOption("--status <status>", "new status; not needed with --payment", orderStatuses))
    .option("--description <text>", "text on the order's page, at most 120 characters")
    .addOption(closedOption("--payment <status>", 'payment status; captured shows the label "paid"', paymentStatuses))
    .option("--timestamp <time>", "time of the payment: UTC seconds, or 2026-11-22T12:00:00Z")
    .addOption(
      closedOption(
        "--from <status>",
        "status in the last message; default: the last one in the outbox, if there is one",
        orderStatuses,
      ),
    )
    .addOption(
      closedOption(
        "--from-payment <status>",
        "payment status in the last message; default: as for --from",
        paymentStatuses,
      ),
    );
  addDeliveryOptions(command)
    .addHelpText("after", help.statusExamples)
    .action(async (options: StatusOptions, self: CliCommand) => {
      const currentState = readOrderState(self, options, "from", "fromPayment");
      const delivery = { ...readDelivery(self, options), stateFlag: "--from" };
      finish(await sendStatus(io, { args: readStatusArgs(self, options), currentState, ...delivery }));
    });
}

/** Adds an option whose values appear in help and completion. The schema rejects other values, all failures at once. */
function closedOption(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values).argParser((value) => value);
}

function addOrderStateOptions(command: CliCommand): CliCommand {
  return command
    .addOption(
      closedOption(
        "--from <status>",
        "status in the last message; rejects a status that cannot follow it",
        orderStatuses,
      ),
    )
    .addOption(closedOption("--from-payment <status>", "payment status in the last message", paymentStatuses));
}

function addDeliveryOptions(command: CliCommand): CliCommand {
  command
    .option("--send", "send the message; without this, nothing is sent (dry run)")
    .option("--again", "send the message even if the outbox contains it or its outcome is unknown")
    .option(
      "--correlation-id <id>",
      "sent as biz_opaque_callback_data, which status webhooks return; default: the reference id and a UUID",
    )
    .option("--json", "print the result as JSON; in a dry run, the body")
    .option("--phone-number <id>", "id of the sending number, not the number itself; default: WHATSAPP_PHONE_NUMBER_ID")
    .option(
      "--outbox <folder>",
      "folder that records what was sent; default: WHATSAPP_ORDER_OUTBOX, else .pulumi-whatsapp/orders",
    );
  addGraphOptions(command).addHelpText("after", `${tokenHelp}\n${help.recipients}\n${help.outbox}`);
  return command;
}

function readStatusArgs(command: CliCommand, options: StatusOptions): unknown {
  const { to, recipient, body, footer, referenceId, status, description, payment } = options;
  const paidAt = readTime(command, "--timestamp", options.timestamp);
  return {
    ...{ to, recipient, body, footer, referenceId },
    order: status === undefined && description === undefined ? undefined : { status, description },
    payment:
      payment === undefined && paidAt === undefined
        ? undefined
        : { status: payment, timestamp: paidAt && Math.floor(paidAt.getTime() / 1000) },
  };
}

function readDelivery(command: CliCommand, options: DeliveryOptions): Omit<SendFlags, "stateFlag"> {
  const { correlationId, send = false, again = false, json = false } = options;
  const problem = callbackData.optional().safeParse(correlationId).error?.issues[0]?.message;
  if (problem !== undefined) command.error(`--correlation-id ${problem}.`);
  return { connection: connectionOf(options), correlationId, send, again, json };
}

/** Reads the statuses in the person's last message from two options. */
function readOrderState<Name extends string>(
  command: CliCommand,
  options: Readonly<Partial<Record<NoInfer<Name>, string>>>,
  statusName: Name,
  paymentName: Name,
): OrderState | undefined {
  const [status, payment] = [options[statusName], options[paymentName]];
  const [statusFlag, paymentFlag] = [flagOf(statusName), flagOf(paymentName)];
  if (status === undefined && payment === undefined) return undefined;
  if (status === undefined) return command.error(`${paymentFlag} needs ${statusFlag}.`);
  const [knownStatus, knownPayment] = [
    orderStatusSchema.safeParse(status),
    paymentStatusSchema.optional().safeParse(payment),
  ];
  if (knownStatus.success && knownPayment.success) return { status: knownStatus.data, payment: knownPayment.data };
  const problems = [
    ...(knownStatus.success ? [] : [`${statusFlag} must be one of ${orderStatuses.join(", ")}.`]),
    ...(knownPayment.success ? [] : [`${paymentFlag} must be one of ${paymentStatuses.join(", ")}.`]),
  ];
  return command.error(problems.join("\n"));
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function readTime(command: CliCommand, flag: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  return (
    parseTimestamp(text) ??
    command.error(`${flag} must be UTC seconds or a time like 2026-11-22T12:00:00Z, with its zone.`)
  );
}

const day = z.iso.date();
const seconds = /^\d{1,11}$/;
// A time without a zone would depend on the machine. A date alone is UTC.
const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Parses UTC seconds, or ISO 8601 with a zone. Returns undefined for other text. */
export function parseTimestamp(text: string): Date | undefined {
  if (seconds.test(text)) return new Date(Number(text) * 1000);
  // Date.parse would read 30 February as a day of March.
  const time = iso.test(text) && day.safeParse(text.slice(0, 10)).success ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}

import { callbackData } from "../../schema/order/fields";
import {
  orderStatuses,
  orderStatusSchema,
  paymentStatuses,
  paymentStatusSchema,
  type Told,
} from "../../schema/order/status";
import type { ConnectionFlags } from "../account";
import { UsageError } from "../io";
import { parsed } from "../parsed";
import type { DeliveryFlags } from "./deliver";
import { ordersHelp } from "./help";
import { momentOf } from "./moment";
import type { SendFileFlags } from "./send-file";
import type { StatusFlags } from "./send-status";
import type { ValidateFlags } from "./validate";

export type OrdersCommand =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "orders validate"; readonly flags: ValidateFlags }
  | { readonly kind: "orders send"; readonly flags: SendFileFlags }
  | { readonly kind: "orders status"; readonly flags: StatusFlags };

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const help = { ...flag, short: "h" } as const;

const toldOptions = { "told-status": text, "told-payment": text } as const;
const validateOptions = { ...toldOptions, now: text, preview: flag, json: flag, help } as const;
const deliveryOptions = {
  ...{ "phone-number": text, "api-version": text, "base-url": text },
  ...{ "correlation-id": text, send: flag, json: flag, help },
} as const;
const sendOptions = { ...toldOptions, ...deliveryOptions } as const;
const statusOptions = {
  ...{ "reference-id": text, to: text, status: text, from: text, "from-payment": text, payment: text },
  ...{ timestamp: text, description: text, body: text, footer: text },
  ...deliveryOptions,
} as const;

/** Reads the words after `orders`; throws `UsageError`. */
export function readOrdersCommand([command, ...words]: readonly string[]): OrdersCommand {
  switch (command) {
    case "--help":
    case "-h":
      return { kind: "help", text: ordersHelp[""] };
    case "validate":
      return readValidate(words);
    case "send":
      return readSend(words);
    case "status":
      return readStatus(words);
    default:
      throw new UsageError(
        `${command === undefined ? "a command is missing" : `${JSON.stringify(command)} is no command`}: orders validate, orders send or orders status; see --help`,
      );
  }
}

function readValidate(words: readonly string[]): OrdersCommand {
  const { values, positionals: files } = parsed(words, validateOptions, true);
  if (values.help) return { kind: "help", text: ordersHelp.validate };
  if (files.length === 0) throw new UsageError("no file is named; name files, or - for standard input; see --help");
  if (files.filter((file) => file === "-").length > 1) throw new UsageError("- can be read once only");
  const { preview, json } = values;
  const flags = {
    files,
    told: toldOf(values, "told-status", "told-payment"),
    now: timeOf(values, "now"),
    preview,
    json,
  };
  return { kind: "orders validate", flags };
}

function readSend(words: readonly string[]): OrdersCommand {
  const { values, positionals } = parsed(words, sendOptions, true);
  if (values.help) return { kind: "help", text: ordersHelp.send };
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError("name one file, or - for standard input; each message is sent by itself; see --help");
  const flags = { file, told: toldOf(values, "told-status", "told-payment"), ...deliveryOf(values) };
  return { kind: "orders send", flags };
}

function readStatus(words: readonly string[]): OrdersCommand {
  const { values } = parsed(words, statusOptions);
  if (values.help) return { kind: "help", text: ordersHelp.status };
  const { to, status, payment, description, body, footer, "reference-id": referenceId } = values;
  const timestamp = timeOf(values, "timestamp");
  return {
    kind: "orders status",
    flags: {
      args: {
        ...{ to, body, footer, referenceId },
        order: status === undefined && description === undefined ? undefined : { status, description },
        payment:
          payment === undefined && timestamp === undefined
            ? undefined
            : { status: payment, timestamp: timestamp && Math.floor(timestamp.getTime() / 1000) },
      },
      told: toldOf(values, "from", "from-payment"),
      ...deliveryOf(values),
    },
  };
}

type Texts<Name extends string> = Readonly<Partial<Record<Name, string | undefined>>>;

function deliveryOf(
  values: Texts<"phone-number" | "api-version" | "base-url" | "correlation-id"> & Pick<DeliveryFlags, "send" | "json">,
): DeliveryFlags {
  const correlationId = values["correlation-id"];
  const problem = callbackData.optional().safeParse(correlationId).error?.issues[0]?.message;
  if (problem !== undefined) throw new UsageError(`--correlation-id ${problem}`);
  return { connection: connectionOf(values), correlationId, send: values.send, json: values.json };
}

const connectionOf = (values: Texts<"phone-number" | "api-version" | "base-url">): ConnectionFlags => ({
  ...{ wabaId: undefined, adAccountId: undefined },
  phoneNumberId: values["phone-number"],
  apiVersion: values["api-version"],
  baseUrl: values["base-url"],
});

/** What the person was last told, by two flags. */
function toldOf<Status extends string, Payment extends string>(
  values: Texts<NoInfer<Status> | NoInfer<Payment>>,
  statusFlag: Status,
  paymentFlag: Payment,
): Told | undefined {
  const [status, payment] = [values[statusFlag], values[paymentFlag]];
  if (status === undefined && payment === undefined) return undefined;
  if (status === undefined) throw new UsageError(`--${paymentFlag} goes with --${statusFlag}; see --help`);
  const [toldStatus, toldPayment] = [
    orderStatusSchema.safeParse(status),
    paymentStatusSchema.optional().safeParse(payment),
  ];
  const problems = [
    ...(toldStatus.success ? [] : [`--${statusFlag} must be one of ${listed(orderStatuses)}`]),
    ...(toldPayment.success ? [] : [`--${paymentFlag} must be one of ${listed(paymentStatuses)}`]),
  ];
  if (!toldStatus.success || !toldPayment.success) throw new UsageError(problems.join("\n"));
  return { status: toldStatus.data, payment: toldPayment.data };
}

function timeOf<Name extends string>(values: Texts<NoInfer<Name>>, name: Name): Date | undefined {
  const said = values[name];
  if (said === undefined) return undefined;
  const moment = momentOf(said);
  if (moment !== undefined) return moment;
  throw new UsageError(`--${name} must be UTC seconds or a time like 2026-11-22T12:00:00Z, with its zone`);
}

const listed = (words: readonly string[]): string => words.join(", ");

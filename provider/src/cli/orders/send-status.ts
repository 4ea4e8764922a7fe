import { validateOrderMessage } from "../../orders/validate";
import { UserError } from "../../runtime/user-error";
import { describeFailure, type Failure } from "../../schema/failures";
import { toWire } from "../../schema/order/convert";
import { said } from "../../schema/order/said";
import type { Told } from "../../schema/order/status";
import { orderStatusArgsSchema, orderStatusFailures, orderStatusOf } from "../../schema/order/status-message";
import { lineOf } from "../complain";
import { UsageError, type CommandIo, type ExitCode } from "../io";
import { deliver, type DeliveryFlags } from "./deliver";

export interface StatusFlags extends DeliveryFlags {
  /** Arguments of an `order_status` as the flags gave them. */
  readonly args: unknown;
  /** What the person was last told of the order. */
  readonly told: Told | undefined;
}

/** Sends an `order_status` made of flags, or shows what would be sent. */
export function sendStatus(io: CommandIo, { args, ...flags }: StatusFlags): Promise<ExitCode> {
  const plain = said(args);
  const failures = orderStatusFailures(plain);
  if (failures.length > 0) throw new UsageError(failures.map(inFlags).join("\n"));
  const message = orderStatusOf(orderStatusArgsSchema.parse(plain));
  const { told } = flags;
  const { failures: forbidden, warnings } = validateOrderMessage(toWire(message), told === undefined ? {} : { told });
  if (forbidden.length > 0) {
    throw new UserError(`Nothing was sent: ${forbidden.map(({ reason }) => reason).join("; ")}.`);
  }
  for (const warning of warnings) io.stderr(`${lineOf(io, `warning: ${describeFailure(warning)}`)}\n`);
  return deliver(io, message, flags);
}

const flagNames: ReadonlyMap<string, string> = new Map([
  ["referenceId", "--reference-id"],
  ["order", "--status"],
  ["order.status", "--status"],
  ["order.description", "--description"],
  ["payment.status", "--payment"],
  ["payment.timestamp", "--timestamp"],
]);

function inFlags({ path, reason }: Failure): string {
  return `${flagNames.get(path) ?? `--${path}`} ${reason.replace(/`(payment|to|recipient)`/, "--$1")}`;
}

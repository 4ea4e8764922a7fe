import { validateOrderMessage } from "../../orders/validate";
import { UserError } from "../../runtime/user-error";
import { describeFailure, type Failure } from "../../schema/failures";
import { interactiveToWire } from "../../schema/order/wire-mapping";
import { omitNullish } from "../../schema/order/omit-nullish";
import type { OrderState } from "../../schema/order/status";
import { orderStatusArgsSchema, orderStatusFailures, orderStatusOf } from "../../schema/order/status-message";
import { lineOf, UsageError, type CommandIo, type ExitCode } from "../io";
import { sendMessage, type SendFlags } from "./send-message";

export interface StatusFlags extends SendFlags {
  /** Unvalidated arguments of an `order_status`, from the flags. */
  readonly args: unknown;
  /** Statuses in the person's last message. */
  readonly currentState: OrderState | undefined;
}

/** Sends an `order_status` built from flags, or shows it in a dry run. */
export function sendStatus(io: CommandIo, { args, ...flags }: StatusFlags): Promise<ExitCode> {
  const plain = omitNullish(args);
  const failures = orderStatusFailures(plain);
  if (failures.length > 0) throw new UsageError(failures.map(inFlags).join("\n"));
  const message = orderStatusOf(orderStatusArgsSchema.parse(plain));
  const { currentState } = flags;
  const { failures: forbidden, warnings } = validateOrderMessage(
    interactiveToWire(message),
    currentState === undefined ? {} : { currentState },
  );
  if (forbidden.length > 0) {
    throw new UserError(`Nothing was sent: ${forbidden.map(({ reason }) => reason).join("; ")}.`);
  }
  for (const warning of warnings) io.stderr(`${lineOf(io, `warning: ${describeFailure(warning)}`)}\n`);
  return sendMessage(io, message, flags);
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

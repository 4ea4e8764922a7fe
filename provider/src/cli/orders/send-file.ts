import { UserError } from "../../runtime/user-error";
import type { OrderState } from "../../schema/order/status";
import { lineOf, type CommandIo, type ExitCode } from "../io";
import { sendMessage, type SendFlags } from "./send-message";
import { listFindings, readMessageFile } from "./message-file";

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

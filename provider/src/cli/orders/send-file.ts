import { UserError } from "../../runtime/user-error";
import type { Told } from "../../schema/order/status";
import { lineOf } from "../complain";
import type { CommandIo, ExitCode } from "../io";
import { deliver, type DeliveryFlags } from "./deliver";
import { findings, judged } from "./judged";

export interface SendFileFlags extends DeliveryFlags {
  readonly file: string;
  /** What the person was last told of the order. */
  readonly told: Told | undefined;
}

/** Sends the message in a file, or shows what would be sent. */
export async function sendFile(io: CommandIo, { file, ...flags }: SendFileFlags): Promise<ExitCode> {
  const { told } = flags;
  const one = await judged(io, file, told === undefined ? {} : { told });
  if (one.message === undefined) throw new UserError(["Nothing was sent.", ...findings(one)].join("\n"));
  for (const line of findings(one)) io.stderr(`${lineOf(io, line)}\n`);
  return deliver(io, one.message, flags);
}

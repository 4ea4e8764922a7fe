import type { OrderMessage } from "../../orders";
import { previewOrder } from "../../orders/preview";
import { formatReais } from "../../schema/order/money";
import type { OrderState } from "../../schema/order/status";
import { lineOf, type CommandIo, exit, type ExitCode, jsonText } from "../io";
import { listFindings, readMessageFile, type MessageFile } from "./message-file";

export interface ValidateFlags {
  readonly files: readonly string[];
  /** Statuses in the person's last message. */
  readonly currentState: OrderState | undefined;
  /** Time for checks of expirations. */
  readonly now: Date | undefined;
  readonly preview: boolean;
  readonly json: boolean;
}

/** Validates files of order messages. Sends nothing. */
export async function validate(
  io: CommandIo,
  { files, currentState, now = new Date(), ...flags }: ValidateFlags,
): Promise<ExitCode> {
  const all: MessageFile[] = [];
  for (const file of files) {
    all.push(await readMessageFile(io, file, { now, ...(currentState === undefined ? {} : { currentState }) }));
  }
  const previewOf = ({ message }: MessageFile): string | undefined =>
    flags.preview && message !== undefined ? previewOrder(message, { currentState, now }) : undefined;
  if (flags.json) io.stdout(jsonText(all.map((one) => ({ ...asJson(one), preview: previewOf(one) }))));
  else for (const one of all) io.stdout(formatFindings(io, one) + (previewOf(one) ?? ""));
  return all.every(({ message }) => message !== undefined) ? exit.success : exit.failed;
}

function formatFindings(io: CommandIo, one: MessageFile): string {
  return [...listFindings(one), ...(one.message === undefined ? [] : [`${one.file}: valid: ${titleOf(one.message)}`])]
    .map((line) => `${lineOf(io, line)}\n`)
    .join("");
}

function titleOf(message: OrderMessage): string {
  return "totalAmount" in message
    ? `${message.kind} ${message.referenceId}, ${formatReais(message.totalAmount)}`
    : `${message.kind} ${message.referenceId}`;
}

function asJson({ file, message, failures, warnings }: MessageFile) {
  return {
    file,
    valid: message !== undefined,
    kind: message?.kind,
    referenceId: message?.referenceId,
    totalAmount: message !== undefined && "totalAmount" in message ? message.totalAmount : undefined,
    failures,
    warnings,
  };
}

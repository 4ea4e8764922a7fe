import type { OrderMessage } from "../../orders";
import { previewOrder } from "../../orders/preview";
import { formatReais } from "../../schema/order/money";
import type { Told } from "../../schema/order/status";
import { lineOf } from "../complain";
import { exit, type CommandIo, type ExitCode } from "../io";
import { jsonText } from "../json-text";
import { findings, judged, type Judged } from "./judged";

export interface ValidateFlags {
  readonly files: readonly string[];
  /** What the person was last told of the order. */
  readonly told: Told | undefined;
  /** The moment that expirations are judged against. */
  readonly now: Date | undefined;
  readonly preview: boolean;
  readonly json: boolean;
}

/** Judges files of order messages; nothing is sent. */
export async function validate(
  io: CommandIo,
  { files, told, now = new Date(), ...flags }: ValidateFlags,
): Promise<ExitCode> {
  const all: Judged[] = [];
  for (const file of files) all.push(await judged(io, file, { now, ...(told === undefined ? {} : { told }) }));
  const previewOf = ({ message }: Judged): string | undefined =>
    flags.preview && message !== undefined ? previewOrder(message, { told, now }) : undefined;
  if (flags.json) io.stdout(jsonText(all.map((one) => ({ ...asJson(one), preview: previewOf(one) }))));
  else for (const one of all) io.stdout(shown(io, one) + (previewOf(one) ?? ""));
  return all.every(({ message }) => message !== undefined) ? exit.success : exit.failed;
}

function shown(io: CommandIo, one: Judged): string {
  return [...findings(one), ...(one.message === undefined ? [] : [`${one.file}: valid: ${titleOf(one.message)}`])]
    .map((line) => `${lineOf(io, line)}\n`)
    .join("");
}

function titleOf(message: OrderMessage): string {
  return "totalAmount" in message
    ? `${message.kind} ${message.referenceId}, ${formatReais(message.totalAmount)}`
    : `${message.kind} ${message.referenceId}`;
}

function asJson({ file, message, failures, warnings }: Judged) {
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

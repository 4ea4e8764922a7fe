import type { SendError, SendResult } from "../../orders/send-result";
import { complain, lineOf } from "../complain";
import { EXIT, type CommandIo, type ExitCode } from "../io";
import { jsonText } from "../json-text";

/** Says what became of a message. */
export function printFate(io: CommandIo, result: SendResult, json: boolean): ExitCode {
  if (json) io.stdout(jsonText(result));
  else if (result.fate === "accepted") io.stdout(accepted(io, result));
  else complain(io, complaint(result));
  return exitCodes[result.fate];
}

const exitCodes: Readonly<Record<SendResult["fate"], ExitCode>> = {
  accepted: EXIT.success,
  refused: EXIT.failed,
  "not-sent": EXIT.failed,
  unknown: EXIT.unknown,
};

type ResultOf<Fate extends SendResult["fate"]> = Extract<SendResult, { readonly fate: Fate }>;

const accepted = (io: CommandIo, { messageId, messageStatus, correlationId }: ResultOf<"accepted">): string =>
  [
    `Accepted: ${messageId}${messageStatus === undefined ? "" : ` (${messageStatus})`}`,
    `Status webhooks with correlation id ${correlationId} tell whether it was delivered, or failed.`,
  ]
    .map((line) => `${lineOf(io, line)}\n`)
    .join("");

function complaint(result: Exclude<SendResult, ResultOf<"accepted">>): string {
  switch (result.fate) {
    case "refused":
      return `Refused, nothing was sent: ${errorText(result.error)} ${result.error.advice}`;
    case "not-sent":
      return `Not sent: ${result.why}. ${laterText(result)}`;
    case "unknown":
      return `What became of the message is not known: ${result.why}. ${result.lookFor}`;
    default:
      return result satisfies never;
  }
}

function errorText({ code, title, message, traceId, httpStatus }: SendError): string {
  const ids = [`code ${code ?? `HTTP ${httpStatus}`}`, ...(traceId === undefined ? [] : [`fbtrace_id ${traceId}`])];
  return `${[title, message.replace(/\.$/, "")].filter((part) => part !== "").join(": ")} (${ids.join(", ")}).`;
}

const laterText = ({ retry, waitMs }: ResultOf<"not-sent">): string =>
  retry === "never"
    ? "Mend the cause before you send it again."
    : waitMs === undefined
      ? "It may be sent again later."
      : `It may be sent again in ${Math.ceil(waitMs / 60_000)} min.`;

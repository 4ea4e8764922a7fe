import type { SendError, SendResult } from "../../orders/send-result";
import type { Attempt } from "../../runtime/order/outbox-records";
import { printError, lineOf, type CommandIo, exit, type ExitCode, jsonText } from "../io";
import type { Obstacle } from "./find-obstacle";

/** Prints the result of a send. */
export function printResult(io: CommandIo, result: SendResult, json: boolean): ExitCode {
  if (json) io.stdout(jsonText(result));
  else if (result.outcome === "accepted") io.stdout(describeAccepted(io, result));
  else printError(io, describeNotAccepted(result));
  return exitCodes[result.outcome];
}

/** Prints why nothing was sent. The exit code is `unknown` if the outcome of the earlier message is unknown. */
export function printRefusal(io: CommandIo, { why, previous }: Obstacle, json: boolean): ExitCode {
  if (json) io.stdout(jsonText({ outcome: "not_sent", why, retry: "never", previous: toPreviousJson(previous) }));
  else printError(io, `Nothing was sent. ${why}`);
  return previous?.outcome === "unknown" ? exit.unknown : exit.failed;
}

/** Converts an earlier message of the order for JSON output, without internal fields. */
export function toPreviousJson(previous: Attempt | undefined): Omit<Attempt, "digest" | "attempt"> | undefined {
  if (previous === undefined) return undefined;
  const { digest: _digest, attempt: _attempt, ...rest } = previous;
  return rest;
}

const exitCodes: Readonly<Record<SendResult["outcome"], ExitCode>> = {
  accepted: exit.success,
  rejected: exit.failed,
  not_sent: exit.failed,
  unknown: exit.unknown,
};

type ResultOf<Outcome extends SendResult["outcome"]> = Extract<SendResult, { readonly outcome: Outcome }>;

function describeAccepted(io: CommandIo, { messageId, messageStatus, correlationId }: ResultOf<"accepted">): string {
  return [
    `Accepted: ${messageId}${messageStatus === undefined ? "" : ` (${messageStatus})`}`,
    `Status webhooks with correlation id ${correlationId} report whether it was delivered or failed.`,
  ]
    .map((line) => `${lineOf(io, line)}\n`)
    .join("");
}

function describeNotAccepted(result: Exclude<SendResult, ResultOf<"accepted">>): string {
  switch (result.outcome) {
    case "rejected":
      return `Rejected, nothing was sent: ${errorText(result.error)} ${result.error.advice}`;
    case "not_sent":
      return `Not sent: ${result.why}. ${laterText(result)}`;
    case "unknown":
      return `The outcome is unknown: ${result.why}. ${result.guidance}`;
    default:
      return result satisfies never;
  }
}

function errorText({ code, title, message, traceId, httpStatus }: SendError): string {
  const ids = [`code ${code ?? `HTTP ${httpStatus}`}`, ...(traceId === undefined ? [] : [`fbtrace_id ${traceId}`])];
  return `${[title, message.replace(/\.$/, "")].filter((part) => part !== "").join(": ")} (${ids.join(", ")}).`;
}

function laterText({ retry, waitMs, error }: ResultOf<"not_sent">): string {
  return retry === "never"
    ? "Fix the cause before you send it again."
    : waitMs === undefined
      ? (error?.advice ?? "Send it again later.")
      : `Send it again in ${Math.ceil(waitMs / 60_000)} min.`;
}

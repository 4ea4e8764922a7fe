import { printable } from "../../client/redact";
import { KnownSecrets } from "../../schema/known-secrets";
import { isStackUrn, nameInUrn, type PreviewOutput } from "./preview-output";

/** Reason why a preview has no complete result. */
export interface PreviewFailure {
  /** `blocked`: a mandatory policy does not allow the update. `unreadable`: not the output of `pulumi preview --json`. */
  readonly kind: "failed" | "blocked" | "unreadable";
  /** At least one, except for a blocked preview, whose reasons are its findings. */
  readonly reasons: readonly FailureReason[];
}

interface FailureReason {
  /** Name of the resource with the error. */
  readonly resource?: string | undefined;
  readonly message: string;
}

const maxReasonLength = 2_000;
const maxExcerptLines = 20;

/** Begins a message of the CLI or of the embedded engine, which name the resource another way. */
const errorPrefix = /^(?:error: )?(?:\S+ resource '[^'\n]{1,200}' has a problem: )?/;

/** Explains why a preview failed. Returns undefined if it succeeded. */
export function explainFailure(output: PreviewOutput | undefined, text: string): PreviewFailure | undefined {
  if (output === undefined) return explainText(text);
  const errors = output.diagnostics.filter(({ severity }) => severity === "error");
  const isBlocked = output.violations.some(({ isMandatory }) => isMandatory);
  if (errors.length === 0 && !isBlocked && output.changeSummary !== undefined) return undefined;
  const all = errors.map(({ urn, message }) => ({
    resource: urn === undefined || isStackUrn(urn) ? undefined : nameInUrn(urn),
    message: shorten(removeStackTrace(message.replace(errorPrefix, ""))),
  }));
  // The CLI adds this line to every failure.
  const specific = all.filter(({ message }) => !/^(preview|update) failed$/.test(message));
  if (isBlocked) return { kind: "blocked", reasons: specific };
  if (specific.length > 0) return { kind: "failed", reasons: specific };
  const reason =
    all.length > 0
      ? "Pulumi reports no reason in this output. If a policy pack ran, its violations are in the log of the job; set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true to see them here."
      : "The preview ended before its summary. The log of the job contains the reason.";
  return { kind: "failed", reasons: [{ message: reason }] };
}

/** Removes the frames of a stack trace, which no reviewer needs. */
function removeStackTrace(message: string): string {
  return message
    .split("\n")
    .filter((line) => !/^\s+at /.test(line))
    .join("\n");
}

/** Explains output that is not JSON by the end of it, where the error is. Text without an error is that of another command. */
function explainText(text: string): PreviewFailure {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) {
    const message = "The preview printed nothing. The log of the job contains the reason.";
    return { kind: "failed", reasons: [{ message }] };
  }
  const end = lines.slice(-maxExcerptLines).map((line) => printable(line, KnownSecrets.none));
  const [kind, head] = /\berror\b/i.test(text)
    ? (["failed", "The preview printed no JSON, but:"] as const)
    : (["unreadable", "Pass what `pulumi preview --json` prints. This text ends with:"] as const);
  return { kind, reasons: [{ message: shorten(`${head}\n${end.join("\n")}`) }] };
}

function shorten(text: string): string {
  return text.length <= maxReasonLength ? text : `${text.slice(0, maxReasonLength)}…`;
}

import { z } from "zod";
import type { SendOutcome } from "../../schema/error-codes";
import { isJsonObject } from "../../schema/json-value";
import { orderStatuses, paymentStatuses } from "../../schema/order/status";

/** Version of the records. Those without a version have this one; a newer one is not read. */
const recordVersion = 1;

/** A message that is about to be sent. It is written before the request, so it has no outcome. */
const intentSchema = z.strictObject({
  version: z.literal(recordVersion).optional(),
  kind: z.enum(["order_details", "order_status"]),
  /** Id of the order, as in the file's name. Earlier records lack it. */
  order: z.string().optional(),
  /** SHA-256 of what is sent: see `digestDetails` and `digestChange`. */
  digest: z.string(),
  correlationId: z.string().min(1),
  /** Makes each line unique. Earlier records lack it: their correlation ids are unique. */
  attempt: z.string().optional(),
  at: z.iso.datetime({ offset: true }),
  /** Status and payment status in an `order_status`. Earlier records lack both. */
  status: z.enum(orderStatuses).optional(),
  payment: z.enum(paymentStatuses).optional(),
  /** The operator asked for a repetition. */
  again: z.literal(true).optional(),
});

const resultSchema = z.strictObject({
  version: z.literal(recordVersion).optional(),
  // Earlier records have "refused".
  result: z
    .enum(["accepted", "rejected", "not_sent", "refused"])
    .transform((result) => (result === "refused" ? "rejected" : result)),
  correlationId: z.string().min(1),
  attempt: z.string().optional(),
  messageId: z.string().optional(),
  /** Earlier records lack it. */
  at: z.iso.datetime({ offset: true }).optional(),
});
type RecordedResult = z.infer<typeof resultSchema>;

/** A message as the outbox records it before it is sent. */
export type Sending = Omit<z.infer<typeof intentSchema>, "version" | "order" | "attempt" | "at">;

/** A message that was sent, or was about to be. */
export interface Attempt extends Sending {
  readonly attempt?: string | undefined;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** `unknown` also while the message is being sent. */
  readonly outcome: SendOutcome;
  readonly messageId?: string | undefined;
}

/** True if the person may have received the message. */
export function mayHaveArrived({ outcome }: Attempt): boolean {
  return outcome === "accepted" || outcome === "unknown";
}

/** Reports content that is not a record, without repeating any of it. */
export class InvalidRecord extends Error {
  override readonly name = "InvalidRecord";
  constructor(
    /** Number of the line, from 1; undefined if the file as a whole is meant. */
    readonly line: number | undefined,
    /** Predicate of a sentence: `is cut off`. */
    readonly reason: string,
    readonly isNewer = false,
  ) {
    super(reason);
  }
}

/**
 * Reads the records of one order, first to last. Every line must be a record: one that is not may have recorded a message.
 * @throws InvalidRecord
 */
export function parseRecords(content: Uint8Array, orderId: string): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const [i, bytes] of splitLines(content).entries()) {
    const line = i + 1;
    const text = decodeLine(bytes, line);
    if (text.trim() === "") continue;
    const record = parseLine(text, line);
    const intent = intentSchema.safeParse(record);
    const result = resultSchema.safeParse(record);
    if (intent.success) {
      const { order = orderId, version: _version, ...rest } = intent.data;
      if (order !== orderId) throw new InvalidRecord(line, "belongs to another order");
      attempts.push({ ...rest, outcome: "unknown" });
    } else if (result.success) {
      addResult(attempts, result.data, line);
    } else {
      throw describeForeign(record, line);
    }
  }
  if (attempts.length === 0) throw new InvalidRecord(undefined, "is empty");
  return attempts;
}

function splitLines(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = content.indexOf(0x0a); end >= 0; end = content.indexOf(0x0a, start)) {
    lines.push(content.subarray(start, end));
    start = end + 1;
  }
  return [...lines, content.subarray(start)];
}

function decodeLine(bytes: Uint8Array, line: number): string {
  if (bytes.includes(0)) throw new InvalidRecord(line, "has NUL bytes, as after a loss of power");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InvalidRecord(line, "is not UTF-8");
  }
  if (text.startsWith("\ufeff")) {
    throw new InvalidRecord(line, "begins with a byte order mark, as some editors write it");
  }
  if (/^(<{7}|\|{7}|={7}|>{7})/.test(text)) throw new InvalidRecord(line, "is the marker of a merge conflict");
  return text;
}

function parseLine(text: string, line: number): unknown {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    throw new InvalidRecord(line, "is cut off, or is not JSON");
  }
  // JSON.parse keeps the last of two values with one key.
  const compact = text.replace(/("(?:[^"\\]|\\.)*")|\s/g, "$1");
  if (compact !== JSON.stringify(record)) throw new InvalidRecord(line, "is not written as pulumi-whatsapp writes it");
  return record;
}

function describeForeign(record: unknown, line: number): InvalidRecord {
  const version = isJsonObject(record) ? record["version"] : undefined;
  return typeof version === "number" && version > recordVersion
    ? new InvalidRecord(line, "was written by a newer version of pulumi-whatsapp", true)
    : new InvalidRecord(line, "is not a record of this version of pulumi-whatsapp");
}

function addResult(attempts: Attempt[], { result, messageId, ...ids }: RecordedResult, line: number): void {
  const isIts = ({ correlationId, attempt, outcome }: Attempt): boolean =>
    correlationId === ids.correlationId && attempt === ids.attempt && outcome === "unknown";
  const at = attempts.findIndex(isIts);
  const attempt = attempts[at];
  if (attempt === undefined) throw new InvalidRecord(line, "is a result, and no line before it is its message");
  attempts[at] = { ...attempt, outcome: result, messageId };
}

/** Identifies one attempt to send a message. */
export interface AttemptIds {
  readonly correlationId: string;
  readonly attempt: string;
}

/** Formats the line of a message that is about to be sent. */
export function formatIntent(
  order: string,
  { kind, digest, status, payment, again }: Sending,
  ids: AttemptIds,
): string {
  return JSON.stringify({ kind, order, digest, ...ids, at: new Date().toISOString(), status, payment, again });
}

/** Formats the line of a result. */
export function formatResult(result: Exclude<SendOutcome, "unknown">, ids: AttemptIds, messageId?: string): string {
  return JSON.stringify({ result, ...ids, messageId, at: new Date().toISOString() });
}

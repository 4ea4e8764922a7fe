import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { SendOutcome } from "../../schema/error-codes";
import type { Warn } from "../engine-log";
import { ExpectedFailure } from "../failure";

const begunShape = z.object({
  kind: z.enum(["order_details", "order_status"]),
  /** Of what is sent. */
  digest: z.string(),
  correlationId: z.string(),
  at: z.string(),
});
const endedShape = z.object({
  // Earlier records say "refused".
  result: z
    .enum(["accepted", "rejected", "refused"])
    .transform((result) => (result === "refused" ? "rejected" : result)),
  correlationId: z.string(),
  messageId: z.string().optional(),
});

export type Sending = Omit<z.infer<typeof begunShape>, "at">;

/** One message that was sent, or was about to be. */
export interface Attempt extends Sending {
  /** UTC, ISO 8601; undefined when the record does not tell it. */
  readonly at: string | undefined;
  /** `unknown` also while it is under way. */
  readonly outcome: Exclude<SendOutcome, "not_sent">;
  readonly messageId?: string | undefined;
}

/** A message of which nothing is known but that it may have left. */
export const unrecorded: Attempt = {
  kind: "order_details",
  digest: "",
  correlationId: "",
  at: undefined,
  outcome: "unknown",
};

/** An attempt that is under way. */
export interface Entry {
  accepted(messageId: string): void;
  /** Nothing was sent: it may be tried again. */
  withdrawn(): void;
}

/** The outbox holds an `order_details` of this order already. */
export class AlreadySent extends Error {
  override readonly name = "AlreadySent";
}

/**
 * Durable record of what orders sent: a file of JSON lines for each order, written before a message leaves. It is what keeps an
 * `order_details` from going out twice when the state does not know of it. It holds no token, no phone number and no text.
 */
export class Outbox {
  readonly folder: string;

  constructor(
    folder: string,
    private readonly warn: Warn,
  ) {
    this.folder = resolve(folder);
  }

  /** By a digest: reference ids that differ in the case of letters are different orders, and files on some systems are not. */
  fileOf(id: string): string {
    const digest = createHash("sha256").update(id).digest("hex").slice(0, 32);
    return join(this.folder, `${id.slice(0, id.indexOf("/"))}-${digest}.jsonl`);
  }

  /** What was sent of the order, first to last. */
  attempts(id: string): readonly Attempt[] {
    const text = this.#read(this.fileOf(id));
    return text === undefined ? [] : attemptsIn(text);
  }

  /**
   * Records that a message is about to leave, and returns once that is on the disk.
   * @throws AlreadySent when it is an `order_details` and any message of the order is recorded.
   */
  begin(id: string, sending: Sending): Entry {
    const file = this.fileOf(id);
    const isFirst = sending.kind === "order_details";
    this.#writing(() => {
      mkdirSync(this.folder, { recursive: true });
      // Exclusively: of two processes at once one wins.
      this.#append(file, isFirst ? "wx" : "a", { ...sending, at: new Date().toISOString() });
      syncFolder(this.folder);
    }, isFirst);
    const { correlationId } = sending;
    const end = (result: "accepted" | "rejected", messageId?: string): void =>
      this.#ending(file, () => this.#append(file, "a", { result, correlationId, messageId }));
    return {
      accepted: (messageId) => end("accepted", messageId),
      withdrawn: () => (isFirst ? this.#ending(file, () => unlinkSync(file)) : end("rejected")),
    };
  }

  #read(file: string): string | undefined {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw this.#unusable("read", error);
    }
  }

  #append(file: string, flag: "wx" | "a", line: object): void {
    const torn = flag === "a" && !(this.#read(file) ?? "\n").endsWith("\n");
    const descriptor = openSync(file, flag, 0o600);
    try {
      writeFileSync(descriptor, `${torn ? "\n" : ""}${JSON.stringify(line)}\n`);
      fsyncSync(descriptor);
    } catch (error) {
      // A disk that is full, say: nothing has left, and a file would say the contrary.
      if (flag === "wx") unlinkSync(file);
      throw error;
    } finally {
      closeSync(descriptor);
    }
  }

  #writing(write: () => void, isFirst: boolean): void {
    try {
      write();
    } catch (error) {
      if (isFirst && codeOf(error) === "EEXIST" && syscallOf(error) === "open") throw new AlreadySent();
      throw error instanceof ExpectedFailure ? error : this.#unusable("written", error);
    }
  }

  /** The message has left: what cannot be recorded of it now is of unknown outcome later, which sends nothing. */
  #ending(file: string, write: () => void): void {
    try {
      write();
    } catch (error) {
      this.warn(
        `the outcome of an order message could not be recorded in ${file} (${codeOf(error)}): it counts as sent, its outcome unknown.`,
      );
    }
  }

  #unusable(what: "read" | "written", error: unknown): ExpectedFailure {
    return new ExpectedFailure(
      `The outbox of orders, ${this.folder}, can not be ${what} (${codeOf(error)}). Every message is recorded there before it leaves, so nothing was sent. ` +
        "Make the folder readable and writable, or name another with whatsapp:orderOutbox or WHATSAPP_ORDER_OUTBOX.",
    );
  }
}

/** A process may be killed while it writes a line. What such a line was about to say counts as sent, its outcome unknown. */
function attemptsIn(text: string): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const line of text.split("\n").filter((part) => part !== "")) {
    const said = parsed(line);
    const begun = begunShape.safeParse(said).data;
    const ended = endedShape.safeParse(said).data;
    if (begun !== undefined) attempts.push({ ...begun, outcome: "unknown" });
    else if (ended === undefined) tear(attempts);
    else recordOutcome(attempts, ended);
  }
  if (attempts.length === 0) tear(attempts);
  return attempts;
}

function recordOutcome(attempts: Attempt[], { result, correlationId, messageId }: z.infer<typeof endedShape>): void {
  const at = attempts.findIndex((attempt) => attempt.correlationId === correlationId);
  const attempt = attempts[at];
  if (attempt !== undefined) attempts[at] = { ...attempt, outcome: result, messageId };
}

/** A torn result leaves its attempt unknown; a torn attempt is one of which nothing else is known. */
function tear(attempts: Attempt[]): void {
  if (attempts.at(-1)?.outcome === "unknown") return;
  attempts.push(attempts.length === 0 ? unrecorded : { ...unrecorded, kind: "order_status" });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A new file outlives a loss of power only once its folder is on the disk too. Some systems know no such thing. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    return;
  }
}

const codeOf = (error: unknown): string => String(Reflect.get(Object(error), "code"));
const syscallOf = (error: unknown): string => String(Reflect.get(Object(error), "syscall"));

import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createFolder } from "../create-folder";
import type { Warn } from "../diagnostics";
import { UserError } from "../user-error";
import {
  formatIntent,
  formatResult,
  InvalidRecord,
  parseRecords,
  type Attempt,
  type AttemptIds,
  type Sending,
} from "./outbox-records";

/** The records of one order in the outbox. */
export interface OrderHistory {
  /** First to last. */
  readonly attempts: readonly Attempt[];
  /** Content of the file; undefined if there is none. */
  readonly content: Buffer | undefined;
}

/** A message that is recorded and may be sent. Without a result its outcome stays unknown. */
export interface Entry {
  recordAccepted(messageId: string): void;
  /** Meta rejected the message. */
  recordRejected(): void;
  /** The message was not sent, or Meta limits calls. */
  recordNotSent(): void;
}

/** The records of an order cannot be read, so it is not known what was sent. */
export class UnreadableOutbox extends UserError {}

/** Beyond it a file is not an outbox: an order has some ten messages of less than 500 bytes each. */
const maxFileBytes = 1024 * 1024;

/**
 * Durable record of order messages: a file of JSON lines for each order. A message is recorded before it is sent. This prevents a second
 * `order_details` when the state lacks the first one, or when a command is repeated. The files contain no tokens, no phone numbers of
 * people and no texts.
 */
export class Outbox {
  readonly folder: string;
  readonly #warn: Warn;

  constructor(folder: string, warn: Warn) {
    this.folder = resolve(folder);
    this.#warn = warn;
  }

  /** By a digest: reference ids that differ in the case of letters are different orders, and files on some systems are not. */
  fileOf(id: string): string {
    const digest = createHash("sha256").update(id).digest("hex").slice(0, 32);
    return join(this.folder, `${id.slice(0, id.indexOf("/"))}-${digest}.jsonl`);
  }

  /**
   * Reads what was sent of the order.
   * @throws UnreadableOutbox unless all of it is certain: nothing may be sent then.
   */
  read(id: string): OrderHistory {
    const file = this.fileOf(id);
    const content = this.#readContent(file);
    if (content === undefined) return { attempts: [], content };
    try {
      return { attempts: parseRecords(content, id), content };
    } catch (error) {
      throw error instanceof InvalidRecord ? describeInvalid(file, error) : error;
    }
  }

  /**
   * Records that a message is about to be sent, and returns once the record is on the disk. Nothing else may have been recorded since `history`
   * was read: of two processes that decide at the same time, the one whose line comes first may send.
   * @throws UserError if the message must not be sent.
   */
  begin(id: string, sending: Sending, history: OrderHistory): Entry {
    const file = this.fileOf(id);
    const before = history.content ?? Buffer.alloc(0);
    const ids = { correlationId: sending.correlationId, attempt: randomUUID() };
    const line = toLine(formatIntent(id, sending, ids), before);
    try {
      if (history.content === undefined) this.#createFolder();
      appendLine(file, line, { before, isNew: history.content === undefined });
      if (history.content === undefined) syncFolder(this.folder);
    } catch (error) {
      throw codeOf(error) === "EEXIST" && syscallOf(error) === "open" ? changedMeanwhile() : this.#unwritable(error);
    }
    const entry = this.#entryOf(file, ids);
    const expected = Buffer.concat([before, line]);
    if (this.#readContent(file)?.subarray(0, expected.length).equals(expected) === true) return entry;
    entry.recordNotSent();
    throw changedMeanwhile();
  }

  #entryOf(file: string, ids: AttemptIds): Entry {
    const record = (line: string): void => {
      try {
        const before = this.#readContent(file) ?? Buffer.alloc(0);
        appendLine(file, toLine(line, before), { before, isNew: false });
      } catch (error) {
        // Without a result the message counts as sent, so nothing is sent again.
        this.#warn(
          `the outcome of an order message could not be recorded in ${file} (${describeCause(error)}): it counts as sent, its outcome unknown.`,
        );
      }
    };
    return {
      recordAccepted: (messageId) => record(formatResult("accepted", ids, messageId)),
      recordRejected: () => record(formatResult("rejected", ids)),
      recordNotSent: () => record(formatResult("not_sent", ids)),
    };
  }

  /** Returns undefined only if there is certainly no such file. */
  #readContent(file: string): Buffer | undefined {
    let descriptor: number | undefined;
    try {
      // Not to wait for the other end of a pipe.
      descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) throw unreadable(file, "is a folder");
      if (!stats.isFile()) throw unreadable(file, "is not a file");
      if (stats.size > maxFileBytes) throw unreadable(file, `has more than ${maxFileBytes} bytes`);
      return readFileSync(descriptor);
    } catch (error) {
      if (codeOf(error) === "ENOENT" && !isLink(file)) return undefined;
      throw error instanceof UserError ? error : unreadable(file, `cannot be read (${codeOf(error)})`);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Creates the folder. A new folder survives a loss of power only if its parent is synced too. */
  #createFolder(): void {
    const first = createFolder(this.folder, 0o700);
    if (first === undefined) return;
    for (let folder = this.folder; folder.length >= first.length; folder = dirname(folder)) syncFolder(dirname(folder));
  }

  #unwritable(error: unknown): UserError {
    return new UserError(
      `The outbox of orders, ${this.folder}, cannot be written (${codeOf(error)}). Every message is recorded there before it leaves, so nothing was sent. ` +
        "Make the folder writable; if it has no records yet, you may also name another with " +
        `${folderSettings}.`,
    );
  }
}

interface Append {
  /** Content of the file when the line was made. */
  readonly before: Buffer;
  /** The file must not exist. */
  readonly isNew: boolean;
}

/** Appends a line with one write and syncs it. Removes a line that was written in part. */
function appendLine(file: string, line: Buffer, { before, isNew }: Append): void {
  const create = isNew ? constants.O_CREAT | constants.O_EXCL : 0;
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND | create, 0o600);
  try {
    writeFileSync(descriptor, line);
    fsyncSync(descriptor);
  } catch (error) {
    tryTakeBack(file, line, { before, isNew });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Removes the part of a line that a full disk leaves: nothing was sent, and the part would block the order. A process that appends at the
 * same time finds a changed file and sends nothing. If the part stays, the order is blocked.
 */
function tryTakeBack(file: string, line: Buffer, { before, isNew }: Append): void {
  try {
    if (isNew) {
      unlinkSync(file);
      return;
    }
    const now = readFileSync(file);
    const part = Buffer.concat([before, line]).subarray(0, now.length);
    if (now.equals(part) && now.length >= before.length) truncateSync(file, before.length);
  } catch {
    return;
  }
}

/** Begins a new line where the last one has no end. */
function toLine(text: string, before: Buffer): Buffer {
  const isAtStart = before.length === 0 || before.at(-1) === 0x0a;
  return Buffer.from(`${isAtStart ? "" : "\n"}${text}\n`);
}

function changedMeanwhile(): UserError {
  return new UserError(
    "Another process is sending a message of this order, or was a moment ago. Nothing was sent by this one. Run again to see what was recorded.",
  );
}

const folderSettings = "whatsapp:orderOutbox, WHATSAPP_ORDER_OUTBOX or --outbox";

const sendsNothing = "It says what was sent, so nothing is sent for this order until it can be read.";

function unreadable(file: string, reason: string): UnreadableOutbox {
  return new UnreadableOutbox(
    `The outbox file ${file} ${reason}. ${sendsNothing} Make it readable, restore it from a backup, or name the right folder with ${folderSettings}; remove it only if it is certain that nothing was sent.`,
  );
}

/** Never quotes the line: it may contain anything. */
function describeInvalid(file: string, { line, reason, isNewer }: InvalidRecord): UnreadableOutbox {
  const where = line === undefined ? "" : `line ${line} `;
  const subject = line === undefined ? "the file" : `line ${line}`;
  const next = isNewer
    ? "Update pulumi-whatsapp."
    : `Find out what was sent, in the chat with the person and in the status webhooks. If nothing is missing, remove ${subject}; otherwise replace it. "pulumi-whatsapp orders --help" says how.`;
  return new UnreadableOutbox(`The outbox file ${file} cannot be read: ${where}${reason}. ${sendsNothing} ${next}`);
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return false;
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

function codeOf(error: unknown): string {
  return String(Reflect.get(Object(error), "code"));
}
function syscallOf(error: unknown): string {
  return String(Reflect.get(Object(error), "syscall"));
}
function describeCause(error: unknown): string {
  return error instanceof UserError ? error.message : codeOf(error);
}

/**
 * The journal of a running update: one JSON line per entry, appended. Resources have the checkpoint's format, with
 * encrypted secrets. The first line contains the checksum of the checkpoint that the journal extends, so that it is
 * never applied to another one.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { StateError } from "./state-error";
import { errorText, isRecord, type JsonRecord } from "./json";
import type { UpdateJournalEntry, ReferencedChange, RowReference } from "./snapshot-rows";
import {
  checkOperation,
  checkResource,
  serializeOperation,
  serializeResource,
  deserializeOperation,
  deserializeResource,
} from "./resource-codec";
import type { SecretReader, SecretWriter } from "./secret-values";

const journalVersion = 1;

export interface JournalHeader {
  /** Checksum of the checkpoint file that the journal extends. */
  readonly base: string;
  /** Salt of the passphrase that encrypts the secrets. */
  readonly salt: string;
  readonly kind: string;
}

export function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Appends entries. Callers that wait at the same time share one flush. */
export class JournalWriter {
  readonly #file: FileHandle;
  readonly #writer: SecretWriter;
  #buffer: string[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #failure: StateError | undefined;

  private constructor(file: FileHandle, writer: SecretWriter) {
    this.#file = file;
    this.#writer = writer;
  }

  static async create(path: string, header: JournalHeader, writer: SecretWriter): Promise<JournalWriter> {
    const file = await open(path, "wx", 0o600);
    const journal = new JournalWriter(file, writer);
    journal.#buffer.push(line({ journal: journalVersion, ...header }));
    await journal.flush();
    return journal;
  }

  /** Appends an entry, which is durable after the next flush. */
  append(entry: UpdateJournalEntry): void {
    this.#buffer.push(line(serializeEntry(entry, this.#writer)));
  }

  /** Marks the journal as part of the checkpoint with this checksum, which is about to be written. */
  appendFolded(into: string): Promise<void> {
    this.#buffer.push(foldedLine(into));
    return this.flush();
  }

  /**
   * Makes every entry appended so far durable. A flush that is already running may lack the latest entries, so callers
   * share the next one.
   */
  flush(): Promise<void> {
    this.#next ??= this.#flushing.then(() => this.#writeOut());
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #writeOut(): Promise<void> {
    const text = this.#buffer.join("");
    this.#buffer = [];
    this.#next = undefined;
    const written = this.#write(text);
    // The next flush starts after this one even if it fails. Only callers of this one see the failure.
    this.#flushing = written.catch(() => undefined);
    return written;
  }

  async #write(text: string): Promise<void> {
    // After a failed write the file may lack entries, so nothing may be appended after the gap.
    if (this.#failure !== undefined) throw this.#failure;
    if (text === "") return;
    try {
      await this.#file.appendFile(text);
      await this.#file.datasync();
    } catch (error) {
      this.#failure = new StateError("journal", `The journal of this update cannot be written: ${errorText(error)}.`, {
        cause: error,
      });
      throw this.#failure;
    }
  }
}

/** Marks a crashed update's journal as part of the checkpoint. Drops an incomplete last line. */
export function markFolded(text: string, into: string): string {
  return [...completeLines(text).map((each) => `${each}\n`), foldedLine(into)].join("");
}

function foldedLine(into: string): string {
  return line({ folded: into });
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function serializeEntry(entry: UpdateJournalEntry, writer: SecretWriter): JsonRecord {
  switch (entry.kind) {
    case "begin":
      return { begin: entry.step, ...serializeOperation(entry.operation, writer) };
    case "done":
      return { done: entry.step, ...serializeChange(entry.change, writer) };
    case "failed":
      return { failed: entry.step };
    case "put":
      return { put: true, ...serializeChange(entry.change, writer) };
    default: {
      const never: never = entry;
      return never;
    }
  }
}

function serializeChange(change: ReferencedChange, writer: SecretWriter): JsonRecord {
  return { ...change, ...(change.add === undefined ? {} : { add: serializeResource(change.add, writer) }) };
}

export interface ReadJournal {
  readonly header: JournalHeader;
  /** Checksums of the checkpoints that already contain this journal. */
  readonly foldedInto: readonly string[];
  readonly lines: readonly { readonly number: number; readonly value: JsonRecord }[];
}

/** Returns undefined for a journal without a complete first line: the update had not begun. */
export function readJournal(text: string, fileName: string): ReadJournal | undefined {
  const lines = parseLines(text, fileName);
  const [first, ...rest] = lines;
  if (first === undefined) return undefined;
  const { journal, base, salt, kind } = first.value;
  if (journal !== journalVersion || typeof base !== "string" || typeof salt !== "string" || typeof kind !== "string") {
    throw new StateError(
      "journal",
      `${fileName}: a journal of version ${JSON.stringify(journal)} is not known to this engine. Use the version that wrote it.`,
    );
  }
  const foldedInto = rest.flatMap(({ value }) => (typeof value["folded"] === "string" ? [value["folded"]] : []));
  return { header: { base, salt, kind }, foldedInto, lines: rest.filter(({ value }) => value["folded"] === undefined) };
}

function parseLines(text: string, fileName: string): ReadJournal["lines"] {
  return completeLines(text).map((each, index) => {
    const value = parseLine(each);
    if (value !== undefined) return { number: index + 1, value };
    throw new StateError(
      "journal",
      `${fileName}: line ${index + 1} is damaged. The state before this update is in the checkpoint beside it.`,
    );
  });
}

// A line is complete if it ends with a newline; a crash can only truncate the last one.
function completeLines(text: string): readonly string[] {
  const whole = text.split("\n").slice(0, -1);
  const last = whole.at(-1);
  return last !== undefined && parseLine(last) === undefined ? whole.slice(0, -1) : whole;
}

function parseLine(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function deserializeEntries(
  journal: ReadJournal,
  fileName: string,
  reader: SecretReader,
): readonly UpdateJournalEntry[] {
  return journal.lines.map(({ number, value }) => deserializeEntry(value, `${fileName}: line ${number}`, reader));
}

function deserializeEntry(value: JsonRecord, location: string, reader: SecretReader): UpdateJournalEntry {
  const { begin, done, failed, put, ...rest } = value;
  if (typeof begin === "number") {
    return { kind: "begin", step: begin, operation: deserializeOperation(checkOperation(rest, location), reader) };
  }
  if (typeof done === "number") return { kind: "done", step: done, change: deserializeChange(rest, location, reader) };
  if (typeof failed === "number") return { kind: "failed", step: failed };
  if (put === true) return { kind: "put", change: deserializeChange(rest, location, reader) };
  throw new StateError(
    "journal",
    `${location}: this kind of entry is not known to this engine. Use the version that wrote it.`,
  );
}

function deserializeChange(value: JsonRecord, location: string, reader: SecretReader): ReferencedChange {
  const { remove, add, inPlace } = value;
  if (remove !== undefined && !isReference(remove)) {
    throw new StateError("journal", `${location}: not a row reference.`);
  }
  return {
    ...(remove === undefined ? {} : { remove }),
    ...(add === undefined ? {} : { add: deserializeResource(checkResource(add, location), reader) }),
    ...(inPlace === true ? { inPlace } : {}),
  };
}

function isReference(value: unknown): value is RowReference {
  return typeof value === "string" && /^[bn]\d+$/.test(value);
}

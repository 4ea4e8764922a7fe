import type { RequestKind } from "./graph/request";
import type { Json } from "./json";

export interface BatchPlace {
  /** `number` of the journal entry of the batch. */
  readonly number: number;
  /** Position in the batch, from 0. */
  readonly index: number;
}

/** A recorded request. Tokens are redacted everywhere. */
export interface JournalEntry {
  /** 1 for the first request since the start or the last `clearJournal`. */
  readonly number: number;
  /** GET, POST, DELETE, as on the request line. */
  readonly method: string;
  /** As sent, without the version and the query. */
  readonly path: string;
  /** The version in the address, `v25.0`; empty when there was none. */
  readonly version: string;
  /** The version that ran the request, as in the response header `facebook-api-version`. */
  readonly servedVersion: string;
  /** Route template, `/<WABA_ID>/welcome_message_sequences`; null if no route matched. */
  readonly route: string | null;
  /** Position of a batch item; null for a single request. The batch itself has an entry before those of its items. */
  readonly batch: BatchPlace | null;
  /** Kind of request; null if no route matched. */
  readonly verb: RequestKind | null;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body, with integers of 16 or more digits as text. The raw text if it is malformed; null without a body. */
  readonly body: Json;
  /** The app of the token; null if the token was rejected. */
  readonly appId: string | null;
  /** HTTP status; null before a response, and for a connection that was reset without one. */
  readonly status: number | null;
  /** Graph error code. A code 4027xxx appears here even where the response carries it as subcode. Null without a Graph error. */
  readonly errorCode: number | null;
  readonly errorSubcode: number | null;
  /** Ids of the fault rules that applied. */
  readonly faults: readonly string[];
  /** Simulator's clock, milliseconds. */
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Counter of all starts and ends of requests: two requests overlap if their tick ranges do. */
  readonly startTick: number;
  readonly endTick: number | null;
}

type OpenEntry = Omit<JournalEntry, "number" | "startTick" | "endTick" | "endedAtMs">;

export interface EntryHandle {
  readonly number: number;
  change(fields: Partial<OpenEntry>): void;
  /** `response` is the body of the response; undefined without one. */
  end(fields: Partial<OpenEntry>, endedAtMs: number, response?: string): void;
}

/** Responses that are kept, the last ones, and characters of each. */
const mostResponses = 1_000;
const longestResponse = 64 * 1024;

export class Journal {
  readonly #onChange: (number?: number) => void;
  #entries: JournalEntry[] = [];
  /** Functions that return the redacted body, by number: most are never read. */
  readonly #responses = new Map<number, () => string>();
  #tick = 0;
  #calls = 0;

  /** `onChange` is called with the number of an entry that was added or changed, and without one when all were removed. */
  constructor(onChange: (number?: number) => void) {
    this.#onChange = onChange;
  }

  /** `redact` removes secrets from the response. */
  open(fields: OpenEntry, redact: (text: string) => string): EntryHandle {
    const entries = this.#entries;
    const index = entries.length;
    this.#tick += 1;
    if (fields.verb !== "batch") this.#calls += 1;
    let entry: JournalEntry = { ...fields, number: index + 1, startTick: this.#tick, endTick: null, endedAtMs: null };
    const set = (next: JournalEntry): void => {
      entry = next;
      entries[index] = next;
      if (entries === this.#entries) this.#onChange(next.number);
    };
    set(entry);
    return {
      number: entry.number,
      change: (changed) => set({ ...entry, ...changed }),
      end: (changed, endedAtMs, response) => {
        if (entry.endTick !== null) return;
        if (response !== undefined && entries === this.#entries) {
          this.#keepResponse(entry.number, () => redact(response).slice(0, longestResponse));
        }
        this.#tick += 1;
        set({ ...entry, ...changed, endTick: this.#tick, endedAtMs });
      },
    };
  }

  entries(): readonly JournalEntry[] {
    return [...this.#entries];
  }

  get(number: number): JournalEntry | undefined {
    return this.#entries[number - 1];
  }

  /** Returns the body of a response, cut after 64 KiB; undefined without one, and for all but the last 1,000. */
  response(number: number): string | undefined {
    return this.#responses.get(number)?.();
  }

  #keepResponse(number: number, read: () => string): void {
    this.#responses.set(number, read);
    const [oldest] = this.#responses.keys();
    if (this.#responses.size > mostResponses && oldest !== undefined) this.#responses.delete(oldest);
  }

  /** Counts requests like Meta: each batch item is one, the batch itself is none. */
  callCount(): number {
    return this.#calls;
  }

  /** Removes all entries. Requests in progress end in the old list, so the journal stays empty. */
  clear(): void {
    this.#entries = [];
    this.#responses.clear();
    this.#calls = 0;
    this.#onChange();
  }
}

import type { RequestKind } from "./graph/request";
import type { Json } from "./json";

export interface BatchPlace {
  /** `number` of the batch's own entry. */
  readonly number: number;
  /** Place in the batch, from 0. */
  readonly index: number;
}

/** One request as the simulator saw it. Tokens are hidden everywhere. */
export interface JournalEntry {
  /** 1 for the first request since the start or the last clearing. */
  readonly number: number;
  /** GET, POST, DELETE, as on the request line. */
  readonly method: string;
  /** As sent, without the version and the query. */
  readonly path: string;
  /** The version in the address, `v25.0`; empty when there was none. */
  readonly version: string;
  /** The version that ran the request, as the answer's header `facebook-api-version` says. */
  readonly servedVersion: string;
  /** The route that answered, `/<WABA_ID>/welcome_message_sequences`; null when none did. */
  readonly route: string | null;
  /** The item of a batch that this was; null for a request of its own. A batch has an entry too, before those of its items. */
  readonly batch: BatchPlace | null;
  /** What was wanted; null when no route was found. */
  readonly verb: RequestKind | null;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Read as its content type says, integers of 16 digits and more as text; text when that failed; null when there was none. */
  readonly body: Json;
  /** The app behind the token; null when the token was no good. */
  readonly appId: string | null;
  /** HTTP status; null while unanswered, and for a connection that was cut before an answer. */
  readonly status: number | null;
  /** Graph's code; one of 4027xxx is itself here, wherever the answer carried it. Null without an error, and for a bare status. */
  readonly errorCode: number | null;
  readonly errorSubcode: number | null;
  /** Ids of the fault rules that fired. */
  readonly faults: readonly string[];
  /** Simulator's clock, milliseconds. */
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Counts starts and ends of all requests: two requests overlap when their tick ranges do. */
  readonly startTick: number;
  readonly endTick: number | null;
}

export type OpenEntry = Omit<JournalEntry, "number" | "startTick" | "endTick" | "endedAtMs">;

export interface EntryHandle {
  readonly number: number;
  change(fields: Partial<OpenEntry>): void;
  end(fields: Partial<OpenEntry>, endedAtMs: number): void;
}

export class Journal {
  #entries: JournalEntry[] = [];
  #tick = 0;
  #calls = 0;

  open(fields: OpenEntry): EntryHandle {
    const entries = this.#entries;
    const index = entries.length;
    this.#tick += 1;
    if (fields.verb !== "batch") this.#calls += 1;
    let entry: JournalEntry = { ...fields, number: index + 1, startTick: this.#tick, endTick: null, endedAtMs: null };
    entries.push(entry);
    const set = (next: JournalEntry): void => {
      entry = next;
      entries[index] = next;
    };
    return {
      number: entry.number,
      change: (changed) => set({ ...entry, ...changed }),
      end: (changed, endedAtMs) => {
        if (entry.endTick !== null) return;
        this.#tick += 1;
        set({ ...entry, ...changed, endTick: this.#tick, endedAtMs });
      },
    };
  }

  entries(): readonly JournalEntry[] {
    return [...this.#entries];
  }

  /** Requests as Meta counts them: each item of a batch is one, the batch itself none. */
  callCount(): number {
    return this.#calls;
  }

  /** Requests still open write into the list they began in, so a cleared journal stays empty. */
  clear(): void {
    this.#entries = [];
    this.#calls = 0;
  }
}

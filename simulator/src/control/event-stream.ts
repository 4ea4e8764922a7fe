import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphSimulator } from "../graph-simulator";
import type { JournalEntry } from "../journal";
import { limits } from "../limits";
import { topics, type ChangeFeed, type Topic } from "../state/change-feed";
import type { DeliveryRow } from "../webhooks/webhook-types";
import { RowRevisions, type ChangedRows } from "./row-revisions";

const callFields = [
  ...(["number", "method", "path", "version", "verb", "batch"] as const),
  ...(["status", "errorCode", "errorSubcode", "faults", "startedAtMs", "endedAtMs"] as const),
] satisfies readonly (keyof JournalEntry)[];

/** A request to the Graph port, without headers, query and body. */
export type CallRow = Pick<JournalEntry, (typeof callFields)[number]>;

export interface RowUpdate<Row> {
  /** True if the rows replace all earlier ones. */
  readonly isReplaced: boolean;
  /** Added and changed rows. */
  readonly rows: readonly Row[];
}

/** Data of an event of `GET /events`. */
export interface UpdateEvent {
  /** Changes with each start of the simulator, like the control token. */
  readonly run: string;
  readonly calls: RowUpdate<CallRow>;
  readonly deliveries: RowUpdate<DeliveryRow>;
  /** Parts to read again: content (`GET /state`), faults, options, clock, webhook. */
  readonly changed: readonly Exclude<Topic, RowTopic>[];
}

type RowTopic = "calls" | "deliveries";

/** Milliseconds during which changes are collected into one event. */
const collectMs = 25;
/** Milliseconds between comments, so that a broken connection is noticed. */
const heartbeatMs = 15_000;
/** Milliseconds after which a client reconnects. */
const reconnectMs = 500;
/** Unsent bytes after which a client that does not read is disconnected. It can resume. */
const unsentBytes = 16 * 1024 * 1024;

/** Serves `GET /events`: changes of the simulator as server-sent events, resumable with `Last-Event-ID`. */
export class EventStream {
  readonly #simulator: GraphSimulator;
  readonly #run = randomBytes(6).toString("hex");
  readonly #clients = new Set<ServerResponse>();
  readonly #revisions = { calls: new RowRevisions(), deliveries: new RowRevisions() };
  readonly #changed = new Set<Topic>();
  /** Number of the last event; events before it can be resumed. */
  #revision = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(simulator: GraphSimulator, changes: ChangeFeed) {
    this.#simulator = simulator;
    changes.subscribe((topic, id) => this.#collect(topic, id));
  }

  /** Responds until the signal aborts. */
  open(request: IncomingMessage, response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    this.#flush();
    const resumed = this.#parseEventId(request.headers["last-event-id"]);
    response.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8" });
    response.write(`retry: ${reconnectMs}\n\n`);
    this.#send(
      response,
      this.#createUpdate((rows) => rows.since(resumed), topics),
    );
    this.#clients.add(response);
    const heartbeat = setInterval(() => response.write(":\n\n"), heartbeatMs).unref();
    response.once("close", () => {
      clearInterval(heartbeat);
      this.#clients.delete(response);
    });
  }

  #collect(topic: Topic, id: string | undefined): void {
    const rows = topic === "calls" || topic === "deliveries" ? this.#revisions[topic] : undefined;
    if (rows === undefined) this.#changed.add(topic);
    else if (id === undefined) rows.clear(this.#revision + 1);
    else rows.touch(id, this.#revision + 1);
    this.#timer ??= setTimeout(() => this.#flush(), collectMs).unref();
  }

  /** Sends what changed since the last event. */
  #flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const before = this.#revision;
    this.#revision += 1;
    const changed = [...this.#changed];
    this.#changed.clear();
    if (this.#clients.size === 0) return;
    const update = this.#createUpdate((rows) => rows.since(before), changed);
    for (const client of this.#clients) this.#send(client, update);
  }

  #createUpdate(select: (rows: RowRevisions) => ChangedRows, changed: readonly Topic[]): UpdateEvent {
    const { calls, deliveries } = this.#revisions;
    return {
      run: this.#run,
      calls: pickRows(select(calls), limits.eventCalls, (id) => this.#findCall(Number(id))),
      deliveries: pickRows(select(deliveries), limits.eventDeliveries, (id) => this.#simulator.delivery(id)),
      changed: changed.filter((topic) => topic !== "calls" && topic !== "deliveries"),
    };
  }

  #findCall(number: number): CallRow | undefined {
    const entry = this.#simulator.journalEntry(number);
    if (entry === undefined) return undefined;
    return Object.fromEntries(callFields.map((field) => [field, entry[field]])) as unknown as CallRow;
  }

  #send(client: ServerResponse, update: UpdateEvent): void {
    client.write(`id: ${this.#run}-${this.#revision}\nevent: update\ndata: ${JSON.stringify(update)}\n\n`);
    if (client.writableLength > unsentBytes) client.destroy();
  }

  /** Returns the revision that the client has; undefined for a new client, or one of an earlier start. */
  #parseEventId(id: string | string[] | undefined): number | undefined {
    const [run, revision] = typeof id === "string" ? id.split("-") : [];
    const number = Number(revision);
    return run === this.#run && number <= this.#revision ? number : undefined;
  }
}

/** The newest rows come last; older ones beyond the limit are left out. */
function pickRows<Row>(
  { isReplaced, ids }: ChangedRows,
  limit: number,
  find: (id: string) => Row | undefined,
): RowUpdate<Row> {
  const rows = ids.slice(-limit).flatMap((id) => find(id) ?? []);
  return { isReplaced, rows };
}

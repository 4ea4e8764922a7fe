import { request } from "node:http";
import type { UpdateEvent } from "../index";

interface ReceivedEvent {
  readonly id: string;
  readonly update: UpdateEvent;
}

export interface EventReader {
  readonly headers: Readonly<Record<string, unknown>>;
  /** Resolves with the next event. */
  next(): Promise<ReceivedEvent>;
  /** Reads events until one is as wanted. */
  find(isWanted: (update: UpdateEvent) => boolean): Promise<ReceivedEvent>;
  close(): void;
}

/** Opens `GET /events` over a socket. */
export function openEvents(controlUrl: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${controlUrl}/events`, { agent: false, headers }, (response) => {
      const events: ReceivedEvent[] = [];
      const waiting: ((event: ReceivedEvent) => void)[] = [];
      let text = "";
      response.on("error", () => undefined);
      response.on("data", (chunk: Buffer) => {
        const parts = `${text}${chunk.toString("utf8")}`.split("\n\n");
        text = parts.pop() ?? "";
        for (const event of parts.flatMap(parseEvent)) {
          const resolveNext = waiting.shift();
          if (resolveNext === undefined) events.push(event);
          else resolveNext(event);
        }
      });
      const next = async (): Promise<ReceivedEvent> =>
        events.shift() ?? new Promise((resolveNext) => waiting.push(resolveNext));
      const find = async (isWanted: (update: UpdateEvent) => boolean): Promise<ReceivedEvent> => {
        const event = await next();
        return isWanted(event.update) ? event : find(isWanted);
      };
      resolve({ headers: response.headers, next, find, close: () => outgoing.destroy() });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Comments and `retry` are no events. */
function parseEvent(part: string): readonly ReceivedEvent[] {
  const fields = new Map(part.split("\n").map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]));
  const [id, data] = [fields.get("id"), fields.get("data")];
  return id === undefined || data === undefined ? [] : [{ id, update: JSON.parse(data) as UpdateEvent }];
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultBook } from "../faults/book";
import type { Hands } from "../hands";
import type { Journal } from "../journal";

export interface ControlParts {
  readonly hands: Hands;
  readonly journal: Journal;
  readonly faults: FaultBook;
  readonly reset: () => void;
}

export function controlDoor(parts: ControlParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = request.url === "/journal" ? { data: parts.journal.entries() } : {};
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(body));
    await Promise.resolve();
  };
}

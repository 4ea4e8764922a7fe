import { once } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { runUntilAborted } from "./run-until-aborted";

/**
 * Ends the server. It takes no new connection, and what is in progress gets `graceMs` milliseconds. Then the events that are still being
 * handled are released and answered with 500, so that Meta delivers them again, and all connections are closed. Aborting `now` ends the
 * grace period. Resolves to true if no delivery was cut off.
 */
export type Stop = (graceMs: number, now?: AbortSignal) => Promise<boolean>;

export interface Work {
  /** Deliveries that are being handled. */
  readonly deliveries: ReadonlySet<Promise<unknown>>;
  /** Aborting it makes them give up and release their events. */
  readonly cutOff: AbortController;
}

/** Milliseconds that the events may take to be released. */
const releaseMs = 2_500;

export function createStop(server: Server, { deliveries, cutOff }: Work): Stop {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const closeUnused = (): void => {
    server.closeIdleConnections();
    // Node does not count a connection as idle before its first request.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };

  return async (graceMs, now) => {
    const closed = once(server, "close");
    server.close();
    closeUnused();
    // Others become idle when their response is written.
    const sweep = setInterval(closeUnused, 50);
    const hasClosed = await endsWithin(closed, graceMs, now);
    clearInterval(sweep);
    if (hasClosed) return true;
    const isCutOff = deliveries.size > 0;
    cutOff.abort(new Error("the server is stopping"));
    await endsWithin(Promise.allSettled(deliveries), releaseMs);
    // The responses to these deliveries are being written.
    await setImmediate();
    server.closeAllConnections();
    return !isCutOff;
  };
}

/** False if the time is over first, or `now` is aborted. */
async function endsWithin(work: Promise<unknown>, ms: number, now?: AbortSignal): Promise<boolean> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), ms);
  const signal = AbortSignal.any([timeout.signal, ...(now === undefined ? [] : [now])]);
  try {
    await runUntilAborted(signal, () => work);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

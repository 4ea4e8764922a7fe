import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";

/** A call that began; `handle` passes its complete request on, once it has arrived. */
interface Turn {
  handle?: () => void;
}

/**
 * Handles requests in the order in which their calls began. Of many requests that a program sends at once, HTTP/2 delivers the one that
 * reaches the end of the receive window after all others, so resources would be registered out of their order in the program.
 */
export function orderRequests(): ServerInterceptor {
  const turns: Turn[] = [];
  const end = (turn: Turn, handle: () => void): void => {
    turn.handle ??= handle;
    for (let next = turns[0]?.handle; next !== undefined; next = turns[0]?.handle) {
      turns.shift();
      next();
    }
  };
  return (_method, call) => {
    const turn: Turn = {};
    turns.push(turn);
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveHalfClose: (handle) => end(turn, handle),
          onCancel: () => end(turn, () => undefined),
        }),
    });
  };
}

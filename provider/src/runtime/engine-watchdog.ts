import { connect } from "node:net";

const retryMs = 1_000;

/**
 * Ends this process once the engine at `address` is gone and nothing is in flight. A killed engine leaves its providers
 * running, and the CLI's shell script between them hides it from `process.ppid`; so a connection to the engine's port is held,
 * and when it closes and cannot be made again, the engine is gone. Nothing here keeps the process alive.
 */
export function endWithEngine(address: string, isIdle: () => boolean, end: () => void): void {
  const [host, port] = address.split(/:(?=\d+$)/);
  if (host === undefined || port === undefined) return;
  const later = (task: () => void): void => void setTimeout(task, retryMs).unref();
  const endWhenIdle = (): void => (isIdle() ? end() : later(endWhenIdle));
  const hold = (): void => {
    let connected = false;
    const socket = connect({ host, port: Number(port) });
    socket.unref();
    socket.resume();
    socket.on("connect", () => (connected = true));
    socket.on("error", () => undefined);
    socket.on("close", () => (connected ? later(hold) : endWhenIdle()));
  };
  hold();
}

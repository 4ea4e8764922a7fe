import type { NodeProcess, NodeProcessOptions, StartNode } from "./processes";

export interface ListeningProcess extends Pick<NodeProcess, "stop" | "kill"> {
  /** Rejects if the process ends before it prints its port. */
  readonly port: Promise<number>;
}

/** Starts an SDK server, whose first line of output is its port. `what` names it in errors. */
export function startListening(what: string, options: NodeProcessOptions, start: StartNode): ListeningProcess {
  let resolvePort: (port: number) => void = () => undefined;
  const announced = new Promise<number>((resolve) => (resolvePort = resolve));
  let isPortLine = true;
  const child = start({
    ...options,
    onLine: (line, stream) => {
      if (isPortLine && stream === "stdout" && /^\d+$/.test(line)) {
        isPortLine = false;
        resolvePort(Number(line));
      } else {
        options.onLine(line, stream);
      }
    },
  });
  return {
    port: Promise.race([announced, rejectOnExit(what, child)]),
    stop: () => child.stop(),
    kill: () => child.kill(),
  };
}

async function rejectOnExit(what: string, child: NodeProcess): Promise<never> {
  const { code } = await child.exited;
  throw new Error(`${what} ended before it was ready (exit code ${String(code)}).`);
}

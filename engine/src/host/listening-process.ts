import type { NodeProcess, NodeProcessOptions, OutputLine, StartNode } from "./processes";

export interface ListeningProcess extends Pick<NodeProcess, "exited" | "stop" | "kill"> {
  /** Rejects, with the output so far, if the process ends before it prints its port. */
  readonly port: Promise<number>;
}

/** Starts a server whose first line of output is its port. `what` names it in errors. */
export function startListening(what: string, options: NodeProcessOptions, start: StartNode): ListeningProcess {
  let resolvePort: (port: number) => void = () => undefined;
  const announced = new Promise<number>((resolve) => (resolvePort = resolve));
  const early: Parameters<OutputLine>[] = [];
  let isReady = false;
  const child = start({
    ...options,
    onLine: (line, stream) => {
      if (isReady) {
        options.onLine(line, stream);
      } else if (stream === "stdout" && /^\d+$/.test(line)) {
        isReady = true;
        early.forEach((each) => options.onLine(...each));
        resolvePort(Number(line));
      } else {
        early.push([line, stream]);
      }
    },
  });
  return {
    port: Promise.race([announced, rejectOnExit(what, child, early)]),
    exited: child.exited,
    stop: () => child.stop(),
    kill: () => child.kill(),
  };
}

async function rejectOnExit(
  what: string,
  child: NodeProcess,
  early: readonly Parameters<OutputLine>[],
): Promise<never> {
  const { code } = await child.exited;
  const output = early.map(([line]) => line);
  throw new Error([`${what} ended before it was ready (exit code ${String(code)}).`, ...output].join("\n"));
}

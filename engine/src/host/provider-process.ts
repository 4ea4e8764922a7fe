import { ProviderClient } from "./provider-client";
import { startNode, type NodeProcess, type OutputLine } from "./processes";
import type { SdkScripts } from "./sdk";

export interface ProviderHost {
  readonly sdk: SdkScripts;
  readonly programDir: string;
  readonly projectName: string;
  /** Known once the server listens. */
  readonly engineAddress: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: OutputLine;
}

export interface ProviderProcess {
  readonly client: ProviderClient;
  stop(): Promise<void>;
  /** Ends it at once; calls under way are lost. */
  kill(): void;
}

/** Starts `@pulumi/pulumi/cmd/dynamic-provider`, whose first line of output is the port it listens on. */
export async function startProvider(host: ProviderHost): Promise<ProviderProcess> {
  let foundPort: (port: number) => void = () => undefined;
  const port = new Promise<number>((resolve) => (foundPort = resolve));
  let isPortLine = true;
  const child = startNode({
    args: [host.sdk.dynamicProvider, host.engineAddress()],
    cwd: host.programDir,
    env: { ...host.env, PULUMI_NODEJS_PROJECT: host.projectName },
    onLine: (line, stream) => {
      if (isPortLine && stream === "stdout" && /^\d+$/.test(line)) {
        isPortLine = false;
        foundPort(Number(line));
      } else {
        host.onLine(line, stream);
      }
    },
  });
  const client = new ProviderClient(await Promise.race([port, diedEarly(child)]));
  return {
    client,
    stop: () => {
      client.close();
      return child.stop();
    },
    kill: () => child.kill(),
  };
}

async function diedEarly(child: NodeProcess): Promise<never> {
  const { code } = await child.exited;
  throw new Error(`The dynamic provider process ended before it was ready (exit code ${String(code)}).`);
}

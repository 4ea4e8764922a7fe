import { startListening } from "./listening-process";
import { ProviderClient } from "./provider-client";
import type { OutputLine, StartNode } from "./processes";
import type { SdkScripts } from "./sdk";

export interface ProviderHost {
  readonly sdk: SdkScripts;
  readonly programDir: string;
  readonly projectName: string;
  /** Defined once the server is listening. */
  readonly engineAddress: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: OutputLine;
}

export interface RunningProvider {
  readonly client: ProviderClient;
  stop(): Promise<void>;
  /** Sends SIGKILL; running calls are lost. */
  kill(): void;
}

/** Starts `@pulumi/pulumi/cmd/dynamic-provider`. */
export async function startProvider(host: ProviderHost, start: StartNode): Promise<RunningProvider> {
  const options = {
    args: [host.sdk.dynamicProvider, host.engineAddress()],
    cwd: host.programDir,
    env: { ...host.env, PULUMI_NODEJS_PROJECT: host.projectName },
    onLine: host.onLine,
  };
  const listening = startListening("The dynamic provider process", options, start);
  const client = new ProviderClient(await listening.port);
  return {
    client,
    stop: () => {
      client.close();
      return listening.stop();
    },
    kill: () => listening.kill(),
  };
}

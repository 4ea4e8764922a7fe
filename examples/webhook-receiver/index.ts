import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { memoryStore, type DeduplicationStore } from "pulumi-whatsapp/webhooks";
import { handle, lineOf, print, report, surviveClosedOutput } from "./output";
import { createWebhookServer } from "./server";
import { readSettings } from "./settings";

async function main(): Promise<void> {
  surviveClosedOutput();
  const { redisUrl, port, graceMs, ...settings } = readSettings(process.env);
  const { store, close } = await openStore(redisUrl);
  const { server, stop } = createWebhookServer({ ...settings, store, handle, report });
  await listen(port);
  print({ kind: "listening", url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

  const now = new AbortController();
  const stopAndExit = async (): Promise<void> => {
    const hasEnded = await stop(graceMs, now.signal);
    close();
    // A handler that was cut off may keep the process alive.
    process.exit(hasEnded ? 0 : 1);
  };
  let isStopping = false;
  const onSignal = (): void => {
    // The second signal ends the grace period.
    if (isStopping) now.abort();
    else void stopAndExit();
    isStopping = true;
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);

  async function listen(wanted: number): Promise<void> {
    try {
      await once(server.listen(wanted, "127.0.0.1"), "listening");
    } catch (error) {
      close();
      throw new Error(`Cannot listen on port ${wanted}: ${lineOf(error)}. Set PORT to a free one.`, { cause: error });
    }
  }
}

async function openStore(redisUrl: string | undefined): Promise<{
  readonly store: DeduplicationStore;
  readonly close: () => void;
}> {
  if (redisUrl === undefined) return { store: memoryStore(), close: () => undefined };
  try {
    const { openRedisStore } = await import("./redis-store");
    const store = await openRedisStore({ url: redisUrl, report });
    return { store, close: store.close };
  } catch (error) {
    // Its address may contain a password.
    throw new Error(`Cannot use the Redis server of REDIS_URL: ${lineOf(error)}.`, { cause: error });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});

import { createClient } from "@redis/client";
import type { DeduplicationStore } from "pulumi-whatsapp/webhooks";

export interface RedisStoreOptions {
  /** Address of the server: `redis://127.0.0.1:6379`. */
  readonly url: string;
  /** Beginning of every key. Default `whatsapp:`. */
  readonly prefix?: string;
  /** Milliseconds for which an event counts as done. Default 7 days, the longest retry time that Meta documents. */
  readonly doneTtlMs?: number;
  /** Milliseconds after which a command fails that Redis does not answer. Default 2,000. */
  readonly commandTimeoutMs?: number;
  /** Receives what goes wrong with the connection. */
  readonly report: (problem: unknown) => void;
}

export interface RedisStore extends DeduplicationStore {
  readonly close: () => void;
}

/** Value of a key whose event is done. Any other value is the id of a claim. */
const done = "done";

/** Ends a claim, but neither a claim with another id nor what is done. One step, so that nothing changes in between. */
const releaseScript = `
local value = redis.call("GET", KEYS[1])
if value and value ~= "${done}" and (ARGV[1] == "" or ARGV[1] == value) then redis.call("DEL", KEYS[1]) end
return 0`;

/**
 * A deduplication store in Redis, for any number of processes. A claim is `SET key id NX PX ttl`, so Redis itself ends the claims of a process
 * that died. While Redis is away every method fails at once, and the receiver answers 500.
 * @throws When Redis cannot be reached at the start.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<RedisStore> {
  const { url, prefix = "whatsapp:", doneTtlMs = 7 * 86_400_000, commandTimeoutMs = 2_000, report } = options;
  let hasConnected = false;
  let isUp = false;
  const client = createClient({
    url,
    // Commands do not wait for a connection, because Meta waits for the response meanwhile.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: commandTimeoutMs,
      reconnectStrategy: (retries: number) => hasConnected && Math.min(50 * 2 ** retries, 2_000),
    },
  });
  client.on("ready", () => (hasConnected = isUp = true));
  // One line for each outage, not for each attempt to connect again.
  client.on("error", (error) => {
    if (isUp) report(error);
    isUp = false;
  });
  await client.connect();

  const inTime = <T>(command: Promise<T>): Promise<T> => withTimeout(command, commandTimeoutMs);
  const keyOf = (key: string): string => prefix + key;
  return {
    claim: async (key, ttlMs, claimId = "claimed") => {
      const expiration = { type: "PX", value: ttlMs } as const;
      const set = await inTime(client.set(keyOf(key), claimId, { condition: "NX", expiration }));
      if (set === "OK") return "claimed";
      // A claim that ended since then counts as in progress: Meta delivers again.
      return (await inTime(client.get(keyOf(key)))) === done ? "done" : "in_progress";
    },
    confirm: async (key) => {
      await inTime(client.set(keyOf(key), done, { expiration: { type: "PX", value: doneTtlMs } }));
    },
    release: async (key, claimId = "") => {
      await inTime(client.eval(releaseScript, { keys: [keyOf(key)], arguments: [claimId] }));
    },
    close: () => client.destroy(),
  };
}

/** A connection that is open but silent does not end commands by itself. */
async function withTimeout<T>(command: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([command, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

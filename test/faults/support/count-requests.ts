import { subscribe, unsubscribe } from "node:diagnostics_channel";

// Node reports every request that its HTTP client starts, even if no server receives it.
const channel = "http.client.request.start";

/** Counts the HTTP requests that this process starts during a task. */
export async function countRequests(task: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const onStart = (): void => {
    count += 1;
  };
  subscribe(channel, onStart);
  try {
    await task();
  } finally {
    unsubscribe(channel, onStart);
  }
  return count;
}

import { subscribe, unsubscribe } from "node:diagnostics_channel";

// Node tells of every request that its HTTP client begins, also of those that reach nobody.
const channel = "http.client.request.start";

/** How many HTTP requests this process began while the task ran, whether or not anybody was there to see them. */
export async function requestsBegun(task: () => Promise<unknown>): Promise<number> {
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

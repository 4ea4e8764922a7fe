import { failureMessage } from "../support/world/failures";
import { ForwardProxy } from "./support/proxy";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const megabyte = 1024 * 1024;
const bodyBytes = 50 * megabyte;
/** One attempt, so that one response is counted. */
const once = { WHATSAPP_MAX_ATTEMPTS: "1" };

/** Measures by how many bytes memory rises at most during a task. */
async function measureMemoryRise(task: () => Promise<unknown>): Promise<number> {
  const readRss = (): number => process.memoryUsage().rss;
  const before = readRss();
  let max = before;
  const timer = setInterval(() => (max = Math.max(max, readRss())), 2);
  try {
    await task();
  } finally {
    clearInterval(timer);
  }
  return Math.max(max, readRss()) - before;
}

/** Starts a run through a proxy that counts the bytes it sends. */
async function startCountedRun(stack: FaultStack): Promise<ForwardProxy> {
  const proxy = await stack.closeAtEnd(ForwardProxy.start(stack.meta.url));
  stack.startRun({ ...once, WHATSAPP_BASE_URL: proxy.url });
  return proxy;
}

/** Loopback sockets buffer some megabytes; reading all 50 MB would exceed these limits. */
const maxSentBytes = 16 * megabyte;
const maxRiseBytes = bodyBytes;

const tooLarge = [
  ["a response of 50 MB", { kind: "pad", bytes: bodyBytes }, "08"],
  ["an endless response", { kind: "pad", endless: true }, "08"],
  ["50 MB compressed to kilobytes", { kind: "encode", encoding: "gzip", bytes: bodyBytes }, "09"],
] as const;

for (const [what, effect, number] of tooLarge) {
  row(number, `${what} is cut after 2 MB without growing memory`, async (stack) => {
    const proxy = await startCountedRun(stack);
    stack.addFault({ match: { verb: "list" }, effect });
    let message = "";
    const riseBytes = await measureMemoryRise(async () => (message = await failureMessage(stack.up())));
    await proxy.close();
    expect(message).toMatch(/is unknown \(1 attempt in .*\): the response is larger than 2 MB\. Run again/);
    expect(proxy.sentBytes).toBeLessThan(maxSentBytes);
    expect(riseBytes).toBeLessThan(maxRiseBytes);
    expect(stack.requestKinds()).toEqual(["list"]);
    expect(stack.stateIds()).toEqual([]);
  });

  row(number, `${what} to a create: finds the sequence after one POST`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect });
    await stack.up();
    expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

for (const [encoding, claim, reason] of [
  ["identity", "gzip", "the response cannot be decompressed (Z_DATA_ERROR)"],
  ["identity", "deflate", "the response cannot be decompressed (Z_DATA_ERROR)"],
  ["gzip", "br", "the response cannot be decompressed (ERR__ERROR_FORMAT"],
  ["gzip", "identity", "unexpected response, not JSON (HTTP 200: "],
  ["gzip", "no-such-encoding", "unexpected response, not JSON (HTTP 200: "],
] as const) {
  const encode = { kind: "encode", encoding, as: claim } as const;

  row("09", `${encoding} declared as ${claim} is reported as unreadable`, async (stack) => {
    stack.addFault({ match: { verb: "list" }, effect: encode, times: "always" });
    expect(await failureMessage(stack.up())).toContain(reason);
    expect(stack.requestKinds()).toEqual(["list", "list", "list", "list"]);
    expect(stack.stateIds()).toEqual([]);
  });

  row("09", `${encoding} declared as ${claim} to a create: one POST`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: encode });
    await stack.up();
    expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

import { failureMessage } from "../support/world/failures";
import { ForwardProxy } from "./support/proxy";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const megabyte = 1024 * 1024;
const bodyBytes = 50 * megabyte;
/** One attempt, so that what is counted is one answer; it takes what it needs to take. */
const once = { WHATSAPP_MAX_ATTEMPTS: "1" };

/** The most that memory rises while something happens, in bytes. */
async function risen(task: () => Promise<unknown>): Promise<number> {
  const used = (): number => process.memoryUsage().rss;
  const before = used();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, used())), 2);
  try {
    await task();
  } finally {
    clearInterval(timer);
  }
  return Math.max(most, used()) - before;
}

/** A run through a door that counts what it sends. */
async function counted(stack: FaultStack): Promise<ForwardProxy> {
  const door = await stack.closeAtEnd(ForwardProxy.start(stack.meta.url));
  stack.startRun({ ...once, WHATSAPP_BASE_URL: door.url });
  return door;
}

/** Loopback sockets hold some megabytes on their way; whoever takes 50 MB sends, and holds, more than these. */
const mostSentBytes = 16 * megabyte;
const mostRisenBytes = bodyBytes;

const tooLarge = [
  ["an answer of 50 MB", { kind: "pad", bytes: bodyBytes }, "08"],
  ["an answer without an end", { kind: "pad", endless: true }, "08"],
  ["50 MB packed into some kilobytes", { kind: "encode", encoding: "gzip", bytes: bodyBytes }, "09"],
] as const;

for (const [what, effect, number] of tooLarge) {
  row(number, `${what} is cut after 2 MB without growing memory`, async (stack) => {
    const door = await counted(stack);
    stack.addFault({ match: { verb: "list" }, effect });
    let said = "";
    const risenBytes = await risen(async () => (said = await failureMessage(stack.up())));
    await door.close();
    expect(said).toMatch(/is unknown \(1 attempt in .*\): the response is larger than 2 MB\. Run again/);
    expect(door.sentBytes).toBeLessThan(mostSentBytes);
    expect(risenBytes).toBeLessThan(mostRisenBytes);
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

import { Door } from "./support/proxy";
import { faultRows, row, type Case } from "./support/row";

faultRows();

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
async function counted(the: Case): Promise<Door> {
  const door = await the.opened(Door.before(the.meta.url));
  the.nextRun({ ...once, WHATSAPP_BASE_URL: door.url });
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
  row(number, `${what}: taken in up to 2 MB, then cut; memory stays flat`, async (the) => {
    const door = await counted(the);
    the.fault({ match: { verb: "list" }, effect });
    let said = "";
    const risenBytes = await risen(async () => (said = await the.said(the.up())));
    await door.close();
    expect(said).toMatch(/is unknown \(1 attempt in .*\): the response is larger than 2 MB\. Run again/);
    expect(door.sentBytes).toBeLessThan(mostSentBytes);
    expect(risenBytes).toBeLessThan(mostRisenBytes);
    expect(the.verbs()).toEqual(["list"]);
    expect(the.held()).toEqual([]);
  });

  row(number, `${what}, to a create: its sequence is adopted, with one POST`, async (the) => {
    the.fault({ match: { verb: "create" }, effect });
    await the.up();
    expect(the.verbs()).toEqual(["list", "create", "list", "read", "list"]);
    expect(the.rows()).toEqual(the.held());
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

  row("09", `${encoding} that claims to be ${claim} is an unreadable answer, printed on one line`, async (the) => {
    the.fault({ match: { verb: "list" }, effect: encode, times: "always" });
    expect(await the.said(the.up())).toContain(reason);
    expect(the.verbs()).toEqual(["list", "list", "list", "list"]);
    expect(the.held()).toEqual([]);
  });

  row(
    "09",
    `${encoding} that claims to be ${claim}, to a create: its sequence is adopted, with one POST`,
    async (the) => {
      the.fault({ match: { verb: "create" }, effect: encode });
      await the.up();
      expect(the.verbs()).toEqual(["list", "create", "list", "read", "list"]);
      expect(the.rows()).toEqual(the.held());
    },
  );
}

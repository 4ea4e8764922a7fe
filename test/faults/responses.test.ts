import { failureMessage } from "../support/world/failures";
import { operations, prepare } from "./support/operations";
import { useAccount, row, type FaultStack } from "./support/row";
import { ForwardProxy } from "./support/proxy";

useAccount();

const loginPage = `<!DOCTYPE html><html><title>Log in</title><body>${"Please log in. ".repeat(40)}THE END</body></html>`;

for (const [number, what, body, shown] of [
  ["15", "a login page", loginPage, loginPage.slice(0, 200)],
  ["16", "half of JSON", '{"a', '{"a'],
] as const) {
  for (const operation of operations) {
    row(number, `${operation.kind}: ${what} with HTTP 200 is a failure`, async (stack) => {
      await prepare(stack, operation);
      stack.startRun();
      const [rows, held] = [stack.storedIds(), structuredClone([...stack.engine.entries.values()])];
      stack.addFault({ effect: { kind: "status", status: 200, body }, times: "always" });
      const message = await failureMessage(operation.run(stack));
      expect(message).toContain(`unexpected response, not JSON (HTTP 200: ${shown}`);
      expect(message).not.toContain("THE END");
      expect([stack.storedIds(), [...stack.engine.entries.values()]]).toEqual([rows, held]);
    });

    row(
      number,
      `${operation.kind}: ${what} with HTTP 200 after the write loses and duplicates nothing`,
      async (stack) => {
        await prepare(stack, operation);
        stack.startRun();
        stack.addFault({
          match: { verb: operation.kind },
          effect: { kind: "status", status: 200, body },
          when: "after",
        });
        await operation.run(stack);
        expect(stack.meta.journal().filter(({ method }) => method !== "GET").length).toBeLessThanOrEqual(1);
        expect(stack.storedIds()).toEqual(stack.stateIds());
      },
    );
  }
}

row("16", "a list of an unknown shape is not an empty list", async (stack) => {
  stack.addFault({ match: { verb: "list" }, effect: { kind: "status", status: 200, body: { rows: [] } } });
  expect(await failureMessage(stack.up())).toContain(
    "the list of sequences is neither an array nor an object with `data`",
  );
  expect(stack.requestKinds()).toEqual(["list"]);
});

for (const body of [{}, { success: true }, { sequence_id: null }, { id: "abc" }, { id: "" }, [], "null", '"18"']) {
  row("17", `a create with response ${JSON.stringify(body)} finds its sequence after one POST`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 200, body }, when: "after" });
    await stack.up();
    expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
    expect(stack.storedIds()).toHaveLength(1);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

row("17", "a create with response {} that stored nothing is sent again", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 200, body: {} } });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "list", "list", "list", "create", "read", "list"]);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

function graphError(code: number, message: string) {
  return { error: { message, code, fbtrace_id: "AtraceOfThisTest" } };
}

for (const operation of operations) {
  row("18", `${operation.kind}: an expired token reported with HTTP 200 is recognized`, async (stack) => {
    await prepare(stack, operation);
    stack.startRun();
    const body = graphError(190, "Session has expired");
    stack.addFault({ match: { verb: operation.kind }, effect: { kind: "status", status: 200, body } });
    expect(await failureMessage(operation.run(stack))).toMatch(
      /Meta refused: Session has expired \(code 190, fbtrace_id AtraceOfThisTest\)\. Set a valid token with/,
    );
    expect(stack.requests(operation.kind)).toHaveLength(1);
  });

  row("18", `${operation.kind}: a rate limit reported with HTTP 200 is waited out`, async (stack) => {
    await prepare(stack, operation);
    stack.startRun();
    const headers = { "retry-after": "3" };
    stack.addFault({
      match: { verb: operation.kind },
      effect: { kind: "status", status: 200, body: graphError(4, "Limit"), headers },
    });
    await operation.run(stack);
    expect(stack.run.waitsMs).toContainEqual(expect.closeTo(3_000, -2));
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

for (const status of [204, 200]) {
  row("19", `a delete with an empty ${status} response succeeds after proof of absence`, async (stack) => {
    await stack.up();
    stack.startRun();
    stack.meta.clearJournal();
    stack.addFault({ match: { verb: "delete" }, effect: { kind: "status", status }, when: "after" });
    await stack.destroy();
    expect(stack.meta.journal().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${stack.account.edge}`,
      `DELETE ${stack.account.edge}`,
      `GET ${stack.account.edge}`,
      "GET /app",
      `GET ${stack.account.edge}`,
      expect.stringMatching(/^GET \/\d+$/),
    ]);
    expect([stack.storedIds(), stack.stateIds()]).toEqual([[], []]);
  });

  row("19", `an unexecuted delete with an empty ${status} response keeps the state`, async (stack) => {
    await stack.up();
    stack.startRun();
    stack.addFault({ match: { verb: "delete" }, effect: { kind: "status", status } });
    expect(await failureMessage(stack.destroy())).toContain("the sequence still exists");
    expect(stack.requests("delete")).toHaveLength(1);
    expect(stack.stateIds()).toEqual(stack.storedIds());
    expect(stack.storedIds()).toHaveLength(1);
  });
}

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

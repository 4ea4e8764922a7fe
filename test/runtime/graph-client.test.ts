import type { RequestListener } from "node:http";
import { Deadline, realClock, type Clock } from "../../provider/src/client/clock";
import { GraphClient } from "../../provider/src/client/graph-client";
import { RateLimiter } from "../../provider/src/client/rate-limiter";
import { Retries } from "../../provider/src/client/retry";
import { SequencesApi } from "../../provider/src/client/sequences";
import { startServer, type TestServer } from "../support/listening";
import { VersionMonitor } from "../../provider/src/client/version-monitor";

const wabaId = "102290129340398";
const row = { id: "7", name: "a", welcome_message_sequence: { text: "b" }, is_used_in_ad: false };

let server: TestServer | undefined;
afterEach(() => server?.close());

/** Starts a server that sends these responses in order and repeats the last one, with a client for it. */
async function startClient(
  answers: readonly (object | number | "silence")[],
  changes: { readonly clock?: Clock; readonly retryBudget?: number; readonly attemptTimeoutMs?: number } = {},
) {
  const {
    clock = { ...realClock, sleep: () => Promise.resolve() },
    retryBudget = 20,
    attemptTimeoutMs = 5_000,
  } = changes;
  let answered = 0;
  const listener: RequestListener = (_request, response) => {
    const answer = answers[Math.min(answered++, answers.length - 1)] ?? {};
    if (answer === "silence") return;
    response.writeHead(typeof answer === "number" ? answer : 200);
    response.end(typeof answer === "number" ? "" : JSON.stringify(answer));
  };
  server = await startServer(listener);
  const limits = { maxAttempts: 2, retryBudget, operationTimeoutMs: 60_000 };
  const connection = {
    ...limits,
    baseUrl: server.url,
    accessToken: "EAAtokenOfThisTest",
    attemptTimeoutMs,
  };
  const versions = new VersionMonitor(
    { apiVersion: "v25.0", marketingApiVersion: "v26.0" },
    { now: () => new Date("2026-11-29"), warn: () => undefined },
  );
  const shared = {
    clock,
    retries: new Retries(limits, clock),
    rateLimiter: new RateLimiter(clock, () => undefined),
    versions,
  };
  const graph = new GraphClient(connection, shared);
  const { seen } = server;
  return { graph, api: new SequencesApi(graph), deadline: () => new Deadline(clock, 60_000), seen };
}

const readApp = { method: "GET", path: ["app"], replay: "any" } as const;

test("only a call without a repeat returns a retry to the budget", async () => {
  const { graph, deadline, seen } = await startClient([503, {}, 503, {}, 503, {}], { retryBudget: 1 });
  await graph.send(readApp, deadline());
  await expect(graph.send(readApp, deadline())).rejects.toMatchObject({ stats: { limit: { setting: "retryBudget" } } });
  await graph.send(readApp, deadline());
  await graph.send(readApp, deadline());
  expect(seen).toHaveLength(6);
});

test("a call is sent while another waits for its next attempt", async () => {
  const waiting: (() => void)[] = [];
  const clock = { ...realClock, sleep: () => new Promise<void>((resolve) => waiting.push(resolve)) };
  const { graph, deadline, seen } = await startClient([503, {}], { clock });
  const first = graph.send(readApp, deadline());
  while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await graph.send(readApp, deadline());
  for (const resume of waiting) resume();
  await first;
  expect(seen).toHaveLength(3);
});

test("an attempt without a response ends as a timeout", async () => {
  const { graph, deadline } = await startClient(["silence"], { attemptTimeoutMs: 100 });
  await expect(graph.send({ ...readApp, replay: "unsent" }, deadline())).rejects.toMatchObject({
    outcome: { kind: "unknown", isTimeout: true, why: "no complete response within 0.1 s" },
    stats: { attempts: 1 },
  });
});

test("a list without an end fails after a thousand pages", async () => {
  let page = 0;
  const endless = {
    toJSON: () => ({ data: [], paging: { cursors: { after: `c${page++}` }, next: "https://graph.facebook.com/x" } }),
  };
  const { api, deadline, seen } = await startClient([endless]);
  await expect(api.list(wabaId, deadline())).rejects.toThrow("the list of sequences does not end");
  expect(seen).toHaveLength(1_001);
});

test("an empty filtered page that is not the last causes a listing", async () => {
  const more = { data: [], paging: { cursors: { after: "c" }, next: "https://graph.facebook.com/x?after=c" } };
  const { api, deadline, seen } = await startClient([more, { data: [row] }]);
  expect((await api.find(wabaId, "7", deadline()))?.id).toBe("7");
  expect(seen).toEqual([
    `GET /v25.0/${wabaId}/welcome_message_sequences?sequence_id=7`,
    `GET /v25.0/${wabaId}/welcome_message_sequences?limit=100`,
  ]);
});

test("a check of a node requests only its id", async () => {
  const gone = { error: { message: "m", code: 100, error_subcode: 33 } };
  const { api, deadline, seen } = await startClient([{ id: "7" }, gone]);
  expect(await api.nodeIsGone("7", deadline())).toBe(false);
  expect(await api.nodeIsGone("7", deadline())).toBe(true);
  expect(seen).toEqual(["GET /v25.0/7?fields=id", "GET /v25.0/7?fields=id"]);
});

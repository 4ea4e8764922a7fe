import type { RequestListener } from "node:http";
import { Deadline, realClock, type Clock } from "../../provider/src/client/clock";
import { CallError, outOfTime } from "../../provider/src/client/call-error";
import { GraphClient } from "../../provider/src/client/graph-client";
import { MarketingApi } from "../../provider/src/client/marketing-api";
import { MessagesApi } from "../../provider/src/client/messages";
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
  /** A text is sent with status 500. */
  answers: readonly (object | number | string)[],
  changes: {
    readonly clock?: Clock;
    readonly retryBudget?: number;
    readonly attemptTimeoutMs?: number;
    readonly accessToken?: string;
    readonly appSecret?: string;
  } = {},
) {
  const {
    clock = { ...realClock, sleep: () => Promise.resolve() },
    retryBudget = 20,
    attemptTimeoutMs = 5_000,
    accessToken = "EAAtokenOfThisTest",
    appSecret,
  } = changes;
  let answered = 0;
  const listener: RequestListener = (_request, response) => {
    const answer = answers[Math.min(answered++, answers.length - 1)] ?? {};
    if (answer === "silence") return;
    if (typeof answer === "string") {
      response.writeHead(500).end(answer);
      return;
    }
    response.writeHead(typeof answer === "number" ? answer : 200);
    response.end(typeof answer === "number" ? "" : JSON.stringify(answer));
  };
  server = await startServer(listener);
  const limits = { maxAttempts: 2, retryBudget, operationTimeoutMs: 60_000 };
  const connection = {
    ...limits,
    baseUrl: server.url,
    accessToken,
    attemptTimeoutMs,
    appSecret,
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
  expect(await api.nodeIsGone("1", "7", deadline())).toBe(false);
  expect(await api.nodeIsGone("1", "7", deadline())).toBe(true);
  expect(seen).toEqual(["GET /v25.0/7?fields=id", "GET /v25.0/7?fields=id"]);
});

/** Failure of a call, as callers see it. */
async function failureOf(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallError)) throw new Error("the call did not fail as a call");
  return error;
}

describe("error codes of sequences", () => {
  test.each([
    [100, 4_027_000, "4027000"],
    [4_027_999, undefined, "4027999"],
    [100, 4_027_999, "4027999"],
    [100, 4_026_999, "100/4026999"],
    [100, 4_028_000, "100/4028000"],
    [100, undefined, "100"],
  ])("are shown without another code: %s with subcode %s is %s", async (code, subcode, shown) => {
    const { graph, deadline } = await startClient([{ error: { code, error_subcode: subcode, message: "no" } }]);
    const { outcome } = await failureOf(graph.send(readApp, deadline()));
    expect(outcome).toMatchObject({ error: { code: shown } });
  });
});

test("a client without further secrets hides those of its connection", async () => {
  const message = "plain-token-of-this-test is not valid, nor is plain-secret-of-this-test";
  const { graph, deadline } = await startClient([{ error: { code: 100, message } }], {
    accessToken: "plain-token-of-this-test",
    appSecret: "plain-secret-of-this-test",
  });
  const { outcome } = await failureOf(graph.send(readApp, deadline()));
  expect(JSON.stringify(outcome)).toContain("is not valid");
  expect(JSON.stringify(outcome)).not.toMatch(/plain-/);
});

describe("a list of sequences", () => {
  const cursor = (after: string) => ({ cursors: { after }, next: "https://graph.facebook.com/next" });
  const other = { ...row, name: "other" };

  test("reports a second row with one id, as Meta sent it", async () => {
    const { api, deadline } = await startClient([{ data: [row, other, { id: "7", name: "a" }] }]);
    const { rows, unreadable } = await api.list(wabaId, deadline());
    expect(rows).toHaveLength(1);
    const reason = "another row has the same id and other content";
    expect(unreadable).toEqual([
      { position: undefined, reason, raw: { id: "7", name: "other", text: "b", autofill: undefined, iceBreakers: [] } },
      { position: undefined, reason, raw: expect.objectContaining({ raw: { id: "7", name: "a" } }) },
    ]);
  });

  test("counts the positions of unreadable rows over its pages", async () => {
    const { api, deadline, seen } = await startClient([
      { data: [row, row, { name: "no id" }], paging: cursor("A") },
      { data: [{ name: "no id" }] },
    ]);
    const { unreadable } = await api.list(wabaId, deadline());
    expect(unreadable.map(({ position }) => position)).toEqual([3, 4]);
    expect(seen.map((line) => new URL(line.split(" ")[1] ?? "", "http://localhost").searchParams.get("after"))).toEqual(
      [null, "A"],
    );
  });

  test("without the sequence but with unreadable rows is no proof", async () => {
    const foreign = { ...row, id: "8" };
    const { api, deadline } = await startClient([{ data: [foreign] }, { data: [foreign, { name: "no id" }] }]);
    await expect(api.find(wabaId, "7", deadline())).rejects.toThrow("it has no id");
  });

  test("is no proof either if only the filtered page had unreadable rows", async () => {
    const { api, deadline } = await startClient([{ data: [{ name: "no id" }] }, { data: [] }]);
    await expect(api.find(wabaId, "7", deadline())).rejects.toThrow("it has no id");
  });

  test("with the sequence is enough, whatever else it has", async () => {
    const { api, deadline } = await startClient([{ data: [{ ...row, id: "8" }] }, { data: [row, { name: "no id" }] }]);
    expect(await api.find(wabaId, "7", deadline())).toMatchObject({ id: "7" });
  });

  test("without the sequence and without unreadable rows finds none", async () => {
    const { api, deadline } = await startClient([{ data: [{ ...row, id: "8" }] }, { data: [] }]);
    expect(await api.find(wabaId, "7", deadline())).toBeUndefined();
  });
});

describe("objects of the Marketing API", () => {
  test.each([
    ["deleted", { id: "7", status: "DELETED" }, true],
    ["archived", { id: "7", status: "ARCHIVED" }, false],
    ["of another id", { id: "8", status: "DELETED" }, false],
    ["without an id", { status: "DELETED" }, false],
    ["unknown to Meta", { error: { code: 100, error_subcode: 33, message: "no" } }, true],
  ])("that are %s", async (_name, answer, isGone) => {
    const { graph, deadline, seen } = await startClient([answer]);
    expect(await new MarketingApi(graph).nodeIsGone("9", "7", deadline())).toBe(isGone);
    expect(seen).toEqual(["GET /v26.0/7?fields=id,status"]);
  });

  test("include the ad account, of which only the id is read", async () => {
    const { graph, deadline, seen } = await startClient([{ id: "act_9" }]);
    expect(await new MarketingApi(graph).canReadAccount("9", deadline())).toBe(true);
    expect(seen).toEqual(["GET /v26.0/act_9?fields=id"]);
  });

  test("are listed over pages, with the positions of unreadable rows", async () => {
    const paging = { cursors: { after: "A" }, next: "https://graph.facebook.com/next" };
    const { graph, deadline, seen } = await startClient([
      { data: [{ id: "1", name: "a" }, { name: "no id" }], paging },
      { data: [{ name: "no id" }] },
    ]);
    const { rows, unreadable } = await new MarketingApi(graph).newestCreatives("9", deadline());
    expect(rows.map(({ id }) => id)).toEqual(["1"]);
    expect(unreadable.map(({ position }) => position)).toEqual([2, 3]);
    expect(seen.map((line) => new URL(line.split(" ")[1] ?? "", "http://localhost").searchParams.get("after"))).toEqual(
      [null, "A"],
    );
  });
});

describe("a message", () => {
  test("that Meta accepts without contacts has no person", async () => {
    const { graph, deadline } = await startClient([{ messages: [{ id: "wamid.1" }] }]);
    expect(await new MessagesApi(graph).send("1", { to: "5511987654321" }, deadline())).toStrictEqual({
      ...{ messageId: "wamid.1", waId: undefined, userId: undefined, messageStatus: undefined },
    });
  });

  test.each([
    [{ to: "5511987654321" }, "5511987654321"],
    [{ recipient: "BR.123456789" }, "BR.123456789"],
    [{ to: "5511987654321", recipient: "BR.123456789" }, "5511987654321"],
  ])("to %j that Meta rejects does not repeat the person", async (body, person) => {
    const error = { code: 131_030, message: `${person} is not allowed`, error_user_title: `No ${person}` };
    const { graph, deadline } = await startClient([{ error }]);
    const { outcome } = await failureOf(new MessagesApi(graph).send("1", body, deadline()));
    expect(JSON.stringify(outcome)).toContain("is not allowed");
    expect(JSON.stringify(outcome)).not.toContain(person);
  });

  test.each<[string, object | string]>([
    ["unknown", { error: { code: 2, message: "5511987654321 is busy" } }],
    ["unknown", "<h1>5511987654321 is busy</h1>"],
    ["not_sent", { error: { code: 131_057, message: "5511987654321 is busy" } }],
  ])("whose outcome is %s does not repeat the person (%j)", async (kind, answer) => {
    const { graph, deadline } = await startClient([answer]);
    const { outcome } = await failureOf(new MessagesApi(graph).send("1", { to: "5511987654321" }, deadline()));
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).toContain("is busy");
    expect(JSON.stringify(outcome)).not.toContain("5511987654321");
  });

  test("without time left fails as every call does", async () => {
    const { graph } = await startClient([{}]);
    const call = new MessagesApi(graph).send("1", { to: "5511987654321" }, new Deadline(realClock, 0));
    expect((await failureOf(call)).outcome).toBe(outOfTime);
  });

  test("without a person in its body is rejected as it is", async () => {
    const { graph, deadline } = await startClient([{ error: { code: 100, message: "to is 5" } }]);
    const { outcome } = await failureOf(new MessagesApi(graph).send("1", { to: 5 }, deadline()));
    expect(JSON.stringify(outcome)).toContain("to is 5");
  });
});

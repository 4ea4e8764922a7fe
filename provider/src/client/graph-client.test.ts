import { Deadline } from "./clock";
import { GraphClient } from "./graph-client";
import { RateLimiter } from "./rate-limiter";
import { Retries } from "./retry";
import { SequencesApi } from "./sequences";
import { VersionMonitor } from "./version-monitor";

/** Creates a client whose network rejects every request, on a stopped clock. */
function unreachable() {
  const clock = { nowMs: () => 5_000, sleep: () => Promise.resolve() };
  const limits = { maxAttempts: 1, retryBudget: 0, operationTimeoutMs: 1_000 };
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
  const connection = {
    ...limits,
    baseUrl: "http://127.0.0.1:1",
    accessToken: "EAAtokenOfThisTest",
    attemptTimeoutMs: 1_000,
  };
  const { rateLimiter } = shared;
  return { graph: new GraphClient(connection, shared), rateLimiter, deadline: (ms = 1_000) => new Deadline(clock, ms) };
}

test("sends no call after the operation timed out", async () => {
  const { graph, deadline } = unreachable();
  await expect(graph.send({ method: "GET", path: ["app"], replay: "any" }, deadline(0))).rejects.toMatchObject({
    outcome: { kind: "not_sent", why: expect.stringContaining("timed out before the request") },
    stats: { attempts: 0, elapsedMs: 0 },
  });
});

test("sends no call that would have to wait past its deadline", async () => {
  const { graph, rateLimiter, deadline } = unreachable();
  const accepted = { kind: "accepted", body: {}, httpStatus: 200 } as const;
  rateLimiter.observe([{ scope: "app", percent: 95, regainMs: undefined }], accepted);
  expect(await rateLimiter.acquire("app", deadline(60_000))).toBeUndefined();
  await expect(graph.send({ method: "GET", path: ["app"], replay: "any" }, deadline(1))).rejects.toMatchObject({
    outcome: { kind: "not_sent", why: expect.stringContaining("timed out before the request") },
  });
});

test("rethrows a programming error instead of reporting a network failure", async () => {
  const { graph, deadline } = unreachable();
  // Half of a surrogate pair cannot be percent-encoded.
  await expect(graph.send({ method: "GET", path: ["\ud83d"], replay: "any" }, deadline())).rejects.toThrow(URIError);
});

test.each(["", "abc", "1/2", "1".repeat(33)])("sends no update or delete with the id %j", async (id) => {
  const { graph, deadline } = unreachable();
  const api = new SequencesApi(graph);
  const content = { name: "a", text: "b", autofill: undefined, iceBreakers: [] };
  await expect(api.update("1", id, content, deadline())).rejects.toThrow("refused to write without a sequence id");
  await expect(api.delete("1", id, deadline())).rejects.toThrow("refused to write without a sequence id");
});

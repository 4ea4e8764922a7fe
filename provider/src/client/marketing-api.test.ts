import { MarketingApi } from "./marketing-api";
import { Deadline } from "./clock";
import { GraphClient } from "./graph-client";
import { RateLimiter } from "./rate-limiter";
import { Retries } from "./retry";
import { VersionMonitor } from "./version-monitor";

const clock = { nowMs: () => 5_000, sleep: () => Promise.resolve() };
const limits = { maxAttempts: 1, retryBudget: 0, operationTimeoutMs: 1_000 };
const unreachable = {
  ...limits,
  baseUrl: "http://127.0.0.1:1",
  accessToken: "EAAtokenOfThisTest",
  attemptTimeoutMs: 1_000,
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
const api = new MarketingApi(new GraphClient(unreachable, shared));
const deadline = new Deadline(clock, 1_000);

test.each(["", "abc", "1/2", "1".repeat(33)])("sends nothing with the id %j", async (id) => {
  const content = { name: "a", objectStorySpec: {}, assetFeedSpec: undefined };
  const tasks = [
    () => api.findCreative("9", id, deadline),
    () => api.findAd("9", id, deadline),
    () => api.newestCreatives(id, deadline),
    () => api.nodeIsGone("9", id, deadline),
    () => api.canReadAccount(id, deadline),
    () => api.createCreative(id, content, deadline),
    () => api.renameCreative("9", id, "a", deadline),
    () => api.deleteCreative("9", id, deadline),
    () => api.setCreative("9", id, "1", deadline),
    () => api.setCreative("9", "1", id, deadline),
    () => api.pauseAd("9", id, deadline),
  ];
  // What throws before there is a promise is a refusal too.
  for (const task of tasks) {
    await expect(Promise.resolve().then<unknown>(task)).rejects.toThrow("refused to call without an id");
  }
});

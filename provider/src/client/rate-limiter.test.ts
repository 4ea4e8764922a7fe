import { errorMeaning } from "../schema/error-codes";
import { Deadline } from "./clock";
import type { GraphError } from "./graph-error";
import type { ThrottledAttempt } from "./outcome";
import { RateLimiter } from "./rate-limiter";

const problem: GraphError = {
  meaning: errorMeaning({ code: 4 }),
  ...{ errorCode: 4, code: "4", title: "", message: "", traceId: undefined, httpStatus: 400 },
};
const throttled: ThrottledAttempt = { kind: "throttled", waitMs: undefined, error: problem };
function usageHeaders(percent: number) {
  return { "x-app-usage": JSON.stringify({ call_count: percent }) };
}

/** A clock that jumps over every wait, and a limiter on it. */
function createLimiter() {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, sleep: (ms: number) => Promise.resolve(void (nowMs += ms)) };
  const warned: number[] = [];
  const limiter = new RateLimiter(clock, (percent) => warned.push(percent));
  return { limiter, warned, nowMs: () => nowMs, deadline: (ms = 120_000) => new Deadline(clock, ms), clock };
}

test("starts calls at once at low usage", async () => {
  const { limiter, nowMs, deadline, warned } = createLimiter();
  limiter.observeHeaders(usageHeaders(79));
  await limiter.acquire(deadline());
  await limiter.acquire(deadline());
  expect([nowMs(), warned]).toEqual([0, []]);
});

test("spaces out calls at high usage, and warns once", async () => {
  const { limiter, nowMs, deadline, warned } = createLimiter();
  for (const percent of [90, 95]) limiter.observeHeaders(usageHeaders(percent));
  for (let i = 0; i < 3; i++) await limiter.acquire(deadline());
  expect(nowMs()).toBe(3_000);
  expect(warned).toEqual([90]);
  limiter.observeHeaders(usageHeaders(10));
  await limiter.acquire(deadline());
  await limiter.acquire(deadline());
  expect(nowMs()).toBe(4_500);
});

test("keeps the last value of a counter that a response omits", async () => {
  const { limiter, nowMs, deadline } = createLimiter();
  const entry = { type: "whatsapp_business_management", call_count: 90 };
  limiter.observeHeaders({ "x-business-use-case-usage": JSON.stringify({ "102": [entry] }) });
  limiter.observeHeaders(usageHeaders(5));
  for (let i = 0; i < 2; i++) await limiter.acquire(deadline());
  expect(nowMs()).toBe(1_000);
});

test("a waiting call keeps waiting when another is throttled", async () => {
  const { limiter, nowMs, deadline } = createLimiter();
  limiter.observeHeaders(usageHeaders(90));
  await limiter.acquire(deadline());
  const second = limiter.acquire(deadline());
  limiter.pauseFor(throttled, 30_000);
  expect(await second).toBeUndefined();
  expect(nowMs()).toBe(30_000);
});

test("a call whose turn comes after its deadline is not sent", async () => {
  const { limiter, nowMs, deadline } = createLimiter();
  limiter.observeHeaders(usageHeaders(100));
  await limiter.acquire(deadline());
  expect(await limiter.acquire(deadline(2_000))).toBe("out-of-time");
  expect(nowMs()).toBe(0);
  expect(await limiter.acquire(deadline(2_001))).toBeUndefined();
});

test("all calls wait as long as a throttled one", async () => {
  const { limiter, nowMs, deadline } = createLimiter();
  limiter.pauseFor(throttled, 4_000);
  limiter.pauseFor(throttled, 1_000);
  expect(await limiter.acquire(deadline())).toBeUndefined();
  expect(nowMs()).toBe(4_000);
});

test("the later of two throttles decides how long calls wait", async () => {
  const { limiter, nowMs, deadline } = createLimiter();
  limiter.pauseFor(throttled, 1_000);
  limiter.block({ ...throttled, waitMs: 5_000 });
  expect(await limiter.acquire(deadline())).toBeUndefined();
  expect(nowMs()).toBe(5_000);
});

test("a call whose deadline is before the throttle's end fails at once", async () => {
  const { limiter, nowMs, deadline } = createLimiter();
  limiter.block({ ...throttled, waitMs: 180_000 });
  expect(await limiter.acquire(deadline())).toMatchObject({ waitMs: 180_000 });
  expect(nowMs()).toBe(0);
});

test("a throttle without a time blocks calls for a minute", async () => {
  const { limiter, clock, deadline } = createLimiter();
  limiter.block(throttled);
  expect(await limiter.acquire(deadline())).toEqual(throttled);
  await clock.sleep(60_000);
  expect(await limiter.acquire(deadline())).toBeUndefined();
});

import { errorMeaning } from "../schema/error-codes";
import { Deadline } from "./clock";
import type { GraphError } from "./graph-error";
import type { LimitScope } from "./limit-scope";
import type { AttemptOutcome, ThrottledAttempt } from "./outcome";
import { RateLimiter, warnAboutSlowdown } from "./rate-limiter";
import { Semaphore } from "./semaphore";

const problem: GraphError = {
  meaning: errorMeaning({ code: 4 }),
  ...{ errorCode: 4, code: "4", title: "", message: "", traceId: undefined, httpStatus: 400 },
};
const account = { kind: "waba", id: "102" } as const;
const other = { kind: "waba", id: "103" } as const;
const accepted: AttemptOutcome = { kind: "accepted", body: {}, httpStatus: 200 };
function throttledOf(scope: LimitScope, waitMs?: number): ThrottledAttempt {
  return { kind: "throttled", waitMs, error: problem, scope, usedPercent: undefined };
}
const throttled = throttledOf(account);

/** A clock that jumps over every wait, and a limiter on it. */
function createLimiter() {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, sleep: (ms: number) => Promise.resolve(void (nowMs += ms)) };
  const warned: unknown[] = [];
  const limiter = new RateLimiter(clock, (scope, percent) => warned.push([scope, percent]));
  return {
    limiter,
    warned,
    clock,
    nowMs: () => nowMs,
    deadline: (ms = 120_000) => new Deadline(clock, ms),
    use: (scope: typeof account | typeof other | "app", percent: number, regainMs?: number) =>
      limiter.observe([{ scope, percent, regainMs }], accepted),
  };
}

describe.each(["app", account] as const)("the limit of %j", (scope) => {
  test("starts calls at once at low usage", async () => {
    const { limiter, nowMs, deadline, warned, use } = createLimiter();
    use(scope, 79);
    await limiter.acquire(account, deadline());
    await limiter.acquire(account, deadline());
    expect([nowMs(), warned]).toEqual([0, []]);
  });

  test("spaces out calls at high usage, and warns once", async () => {
    const { limiter, nowMs, deadline, warned, use } = createLimiter();
    for (const percent of [90, 95]) use(scope, percent);
    for (let i = 0; i < 3; i++) await limiter.acquire(account, deadline());
    expect(nowMs()).toBe(3_000);
    expect(warned).toEqual([[scope, 90]]);
    use(scope, 10);
    await limiter.acquire(account, deadline());
    await limiter.acquire(account, deadline());
    expect(nowMs()).toBe(4_500);
  });

  test("a waiting call keeps waiting when another is throttled", async () => {
    const { limiter, nowMs, deadline, use } = createLimiter();
    use(scope, 90);
    await limiter.acquire(account, deadline());
    const second = limiter.acquire(account, deadline());
    limiter.pauseFor(throttled, 30_000);
    expect(await second).toBeUndefined();
    expect(nowMs()).toBe(30_000);
  });

  test("a call whose turn comes after its deadline is not sent", async () => {
    const { limiter, nowMs, deadline, use } = createLimiter();
    use(scope, 100);
    await limiter.acquire(account, deadline());
    expect(await limiter.acquire(account, deadline(2_000))).toBe("out-of-time");
    expect(nowMs()).toBe(0);
    expect(await limiter.acquire(account, deadline(2_001))).toBeUndefined();
  });

  test("all its calls wait as long as a throttled one", async () => {
    const { limiter, nowMs, deadline } = createLimiter();
    limiter.pauseFor(throttledOf(scope), 4_000);
    limiter.pauseFor(throttledOf(scope), 1_000);
    expect(await limiter.acquire(account, deadline())).toBeUndefined();
    expect(nowMs()).toBe(4_000);
  });

  test("the later of two throttles decides how long calls wait", async () => {
    const { limiter, nowMs, deadline } = createLimiter();
    limiter.pauseFor(throttledOf(scope), 1_000);
    limiter.block(throttledOf(scope, 5_000));
    expect(await limiter.acquire(account, deadline())).toBeUndefined();
    expect(nowMs()).toBe(5_000);
  });

  test("a call whose deadline is before the throttle's end fails at once", async () => {
    const { limiter, nowMs, deadline } = createLimiter();
    limiter.block(throttledOf(scope, 180_000));
    expect(await limiter.acquire(account, deadline())).toMatchObject({ scope, waitMs: 180_000 });
    expect(nowMs()).toBe(0);
  });

  test("a throttle without a time blocks calls for a minute", async () => {
    const { limiter, clock, deadline } = createLimiter();
    limiter.block(throttledOf(scope));
    expect(await limiter.acquire(account, deadline())).toEqual(throttledOf(scope));
    await clock.sleep(60_000);
    expect(await limiter.acquire(account, deadline())).toBeUndefined();
  });
});

test("keeps the last usage of an account that a response omits", async () => {
  const { limiter, nowMs, deadline, use } = createLimiter();
  use(account, 90);
  use("app", 5);
  for (let i = 0; i < 2; i++) await limiter.acquire(account, deadline());
  expect(nowMs()).toBe(1_000);
});

describe("the limit of one account", () => {
  test("stops and slows down no other calls", async () => {
    const { limiter, nowMs, deadline, use } = createLimiter();
    use(account, 100);
    limiter.block(throttled);
    const scopes: LimitScope[] = [other, "app", { kind: "adAccount", id: account.id }, "ads", "messages"];
    for (const scope of [...scopes, ...scopes]) expect(await limiter.acquire(scope, deadline())).toBeUndefined();
    expect(nowMs()).toBe(0);
  });

  test("delays no other calls while its own are spaced out", async () => {
    const { limiter, nowMs, deadline, use } = createLimiter();
    use(account, 100);
    use("app", 81);
    for (let i = 0; i < 2; i++) await limiter.acquire(account, deadline());
    expect(nowMs()).toBe(2_000);
    await limiter.acquire(other, deadline());
    expect(nowMs()).toBe(2_000);
  });

  test("waits outside the slot of the operation", async () => {
    const { limiter, clock } = createLimiter();
    const slots = new Semaphore(1);
    limiter.pauseFor(throttled, 4_000);
    const order: string[] = [];
    await Promise.all([
      slots.run(async (slot) => {
        await limiter.acquire(account, new Deadline(clock, 60_000, slot));
        order.push("throttled");
      }),
      slots.run(() => Promise.resolve(order.push("other"))),
    ]);
    expect(order).toEqual(["other", "throttled"]);
  });

  test("blocks calls while a response without an error reports the time", async () => {
    const { limiter, deadline, nowMs, use } = createLimiter();
    use(account, 100, 180_000);
    const expected = { scope: account, error: undefined, usedPercent: 100, waitMs: 180_000 };
    expect(await limiter.acquire(account, deadline())).toMatchObject(expected);
    expect(await limiter.acquire(account, deadline(200_000))).toBeUndefined();
    expect(nowMs()).toBe(180_000);
  });

  test("blocks with the error of a throttled response, not with its usage", async () => {
    const { limiter, deadline } = createLimiter();
    const outcome = throttledOf(account, 180_000);
    limiter.observe([{ scope: account, percent: 100, regainMs: 180_000 }], outcome);
    limiter.block(outcome);
    expect(await limiter.acquire(account, deadline())).toMatchObject({ error: problem });
  });
});

test("the limit of the app stops every account, inside the slot", async () => {
  const { limiter, clock } = createLimiter();
  const slots = new Semaphore(1);
  limiter.pauseFor(throttledOf("app"), 4_000);
  const order: string[] = [];
  await Promise.all([
    slots.run(async (slot) => {
      await limiter.acquire(account, new Deadline(clock, 60_000, slot));
      order.push("first");
    }),
    slots.run(() => Promise.resolve(order.push("second"))),
  ]);
  expect(order).toEqual(["first", "second"]);
});

test("warns about five accounts by name, then at each doubling", () => {
  const warnings: string[] = [];
  const warn = warnAboutSlowdown((text) => warnings.push(text));
  for (let id = 1; id <= 1_000; id++) warn({ kind: "waba", id: String(id) }, 90.4);
  expect(warnings[0]).toBe(
    "Account 1 has used 90% of Meta's hourly call limit. Meta rejects calls at 100%, so further calls to it are slowed down.",
  );
  expect(warnings).toHaveLength(5 + 8);
  expect(warnings[5]).toBe("6 accounts are near Meta's hourly call limit; calls to each of them are slowed down.");
  expect(warnings.at(-1)).toContain("768 accounts");
});

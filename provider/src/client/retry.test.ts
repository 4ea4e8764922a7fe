import fc from "fast-check";
import { CallError } from "./call-error";
import { errorMeaning } from "../schema/error-codes";
import { Deadline } from "./clock";
import type { GraphError } from "./graph-error";
import type { FailedOutcome, ThrottledAttempt } from "./outcome";
import { nextStep, Retries, retryCost, type RetryState } from "./retry";

const state: RetryState = { replay: "unsent", attempts: 1, maxAttempts: 4, leftMs: 60_000, random: 0.5 };
const problem: GraphError = {
  meaning: errorMeaning({ code: 4 }),
  ...{ errorCode: 4, code: "4", title: "", message: "", traceId: undefined, httpStatus: 400 },
};
const account = { kind: "waba", id: "102" } as const;
const throttled: ThrottledAttempt = {
  kind: "throttled",
  ...{ waitMs: undefined, error: problem, scope: account, usedPercent: undefined },
};
const unsent: FailedOutcome = { kind: "not_sent", why: "", mayRepeat: true };
const unknown: FailedOutcome = { kind: "unknown", why: "" };
const unclear: FailedOutcome = {
  kind: "unknown",
  why: "",
  error: { ...problem, meaning: errorMeaning({ code: 1 }) },
};

test("repeats a write only if nothing changed", () => {
  expect(nextStep(unknown, state)).toEqual({ stop: "final" });
  expect(nextStep(unknown, { ...state, replay: "any" })).toEqual({ waitMs: 100 });
  expect(nextStep(unsent, state)).toEqual({ waitMs: 100 });
  expect(nextStep({ ...unsent, mayRepeat: false }, state)).toEqual({ stop: "final" });
  expect(nextStep({ kind: "rejected", error: problem }, { ...state, replay: "any" })).toEqual({ stop: "final" });
});

test("honors a Retry-After that fits before the deadline, else stops", () => {
  expect(nextStep({ ...throttled, waitMs: 5_000 }, state)).toEqual({ waitMs: 5_000 });
  expect(nextStep({ ...throttled, waitMs: 0 }, state)).toEqual({ waitMs: 0 });
  expect(nextStep({ ...throttled, waitMs: 60_000 }, state)).toEqual({ stop: "time" });
});

test("makes a throttled call three times at most", () => {
  expect(nextStep(throttled, { ...state, attempts: 2 })).toEqual({ waitMs: 1_000 });
  expect(nextStep(throttled, { ...state, attempts: 3 })).toEqual({ stop: "final" });
  expect(nextStep({ ...throttled, waitMs: 1 }, { ...state, attempts: 3 })).toEqual({ stop: "final" });
});

test("repeats a read with an unclear response once", () => {
  expect(nextStep(unclear, { ...state, replay: "any" })).toEqual({ waitMs: 100 });
  expect(nextStep(unclear, { ...state, replay: "any", attempts: 2 })).toEqual({ stop: "final" });
});

test("limits the number of attempts", () => {
  expect(nextStep(unsent, { ...state, attempts: 4 })).toEqual({ stop: "attempts" });
});

test("waits at most twenty seconds, and never beyond the deadline", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(unsent, unknown, unclear, throttled),
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 0, max: 200_000 }),
      (outcome, attempts, random, leftMs) => {
        const step = nextStep(outcome, { replay: "any", attempts, maxAttempts: 10, leftMs, random });
        if (!("waitMs" in step)) return;
        expect(step.waitMs).toBeGreaterThanOrEqual(0);
        expect(step.waitMs).toBeLessThan(Math.min(20_000, leftMs));
      },
    ),
  );
});

test("a timeout costs two retries, any other failure one", () => {
  expect(retryCost({ kind: "unknown", why: "", isTimeout: true })).toBe(2);
  expect([unknown, unsent, throttled].map(retryCost)).toEqual([1, 1, 1]);
});

describe("the retries of a run", () => {
  const waits: number[] = [];
  const clock = { nowMs: () => 0, sleep: (ms: number) => Promise.resolve(void waits.push(ms)) };
  const retries = (changes: Partial<ConstructorParameters<typeof Retries>[0]> = {}) =>
    new Retries({ maxAttempts: 4, retryBudget: 2, operationTimeoutMs: 1_000, ...changes }, clock);
  const first = { replay: "any", attempts: 1, deadline: new Deadline(clock, 1_000) } as const;

  test("end with the budget, to which an immediate success returns one", () => {
    const run = retries();
    run.recordFirstTrySuccess(account);
    expect([1, 2, 3].map(() => "waitMs" in run.planRetry(unknown, first))).toEqual([true, true, false]);
    expect(run.planRetry(unknown, first)).toEqual({ limit: { setting: "retryBudget", value: 2 } });
    run.recordFirstTrySuccess(account);
    expect([1, 2].map(() => "waitMs" in run.planRetry(unknown, first))).toEqual([true, false]);
  });

  test("end after a throttle with the budget of the throttled account", () => {
    const run = retries();
    const mayRetry = (outcome: FailedOutcome): boolean => "waitMs" in run.planRetry(outcome, first);
    const other = { ...throttled, scope: { kind: "waba", id: "103" } } as const;
    const app = { ...throttled, scope: "app" } as const;
    expect([1, 2, 3].map(() => mayRetry(throttled))).toEqual([true, true, false]);
    expect([1, 2, 3].map(() => mayRetry(other))).toEqual([true, true, false]);
    expect([1, 2, 3].map(() => mayRetry(app))).toEqual([true, true, false]);
    run.recordFirstTrySuccess(account);
    expect([mayRetry(other), mayRetry(throttled), mayRetry(throttled)]).toEqual([false, true, false]);
  });

  test("share one budget in an outage, however many accounts there are", () => {
    const run = retries();
    for (let i = 0; i < 3; i++) run.planRetry(throttled, first);
    expect([1, 2, 3].map(() => "waitMs" in run.planRetry(unsent, first))).toEqual([true, true, false]);
    expect(run.spend(1)).toBe(false);
  });

  test("name the limit that ends them, if one does", () => {
    const run = retries();
    expect(run.planRetry(unknown, { ...first, attempts: 4 })).toEqual({ limit: { setting: "maxAttempts", value: 4 } });
    expect(run.planRetry({ ...throttled, waitMs: 5_000 }, first)).toEqual({
      limit: { setting: "operationTimeoutMs", value: 1_000 },
    });
    expect(run.planRetry({ kind: "rejected", error: problem }, first)).toEqual({ limit: undefined });
  });

  test("repeat an unconfirmed write, unless the request may be wrong", async () => {
    const createError = (outcome: FailedOutcome): CallError =>
      new CallError(outcome, { attempts: 1, elapsedMs: 5, limit: undefined }, "host");
    const run = retries();
    await run.waitBeforeRepeat(createError(unknown), 1, first.deadline);
    expect(waits).toHaveLength(1);
    await expect(run.waitBeforeRepeat(createError(unclear), 1, first.deadline)).rejects.toMatchObject({
      outcome: unclear,
    });
    await expect(run.waitBeforeRepeat(createError(unknown), 4, first.deadline)).rejects.toMatchObject({
      stats: { attempts: 4, limit: { setting: "maxAttempts", value: 4 } },
    });
  });
});

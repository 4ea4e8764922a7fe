import { errorMeaning } from "../schema/error-codes";
import { Deadline } from "./clock";
import type { GraphProblem } from "./graph-problem";
import type { Throttled } from "./outcome";
import { Pace } from "./pace";

const problem: GraphProblem = {
  meaning: errorMeaning({ code: 4 }),
  ...{ errorCode: 4, code: "4", title: "", message: "", traceId: undefined, httpStatus: 400 },
};
const throttled: Throttled = { kind: "throttled", waitMs: undefined, problem };
function used(percent: number) {
  return { "x-app-usage": JSON.stringify({ call_count: percent }) };
}

/** A clock that jumps over every wait, and a pace on it. */
function paced() {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, sleep: (ms: number) => Promise.resolve(void (nowMs += ms)) };
  const told: number[] = [];
  const pace = new Pace(clock, (percent) => told.push(percent));
  return { pace, told, nowMs: () => nowMs, deadline: (ms = 120_000) => new Deadline(clock, ms), clock };
}

test("calls start at once while little is used", async () => {
  const { pace, nowMs, deadline, told } = paced();
  pace.heed(used(79));
  await pace.turn(deadline());
  await pace.turn(deadline());
  expect([nowMs(), told]).toEqual([0, []]);
});

test("calls are spaced out when much is used, which is told once, and no longer when it is less again", async () => {
  const { pace, nowMs, deadline, told } = paced();
  for (const percent of [90, 95]) pace.heed(used(percent));
  for (let i = 0; i < 3; i++) await pace.turn(deadline());
  expect(nowMs()).toBe(3_000);
  expect(told).toEqual([90]);
  pace.heed(used(10));
  await pace.turn(deadline());
  await pace.turn(deadline());
  expect(nowMs()).toBe(4_500);
});

test("a counter that an answer does not tell keeps what it told last", async () => {
  const { pace, nowMs, deadline } = paced();
  const entry = { type: "whatsapp_business_management", call_count: 90 };
  pace.heed({ "x-business-use-case-usage": JSON.stringify({ "102": [entry] }) });
  pace.heed(used(5));
  for (let i = 0; i < 2; i++) await pace.turn(deadline());
  expect(nowMs()).toBe(1_000);
});

test("a call that waits for its turn goes on waiting when another is throttled meanwhile", async () => {
  const { pace, nowMs, deadline } = paced();
  pace.heed(used(90));
  await pace.turn(deadline());
  const second = pace.turn(deadline());
  pace.hold(throttled, 30_000);
  expect(await second).toBeUndefined();
  expect(nowMs()).toBe(30_000);
});

test("a call whose turn would come after its time is not sent before its turn", async () => {
  const { pace, nowMs, deadline } = paced();
  pace.heed(used(100));
  await pace.turn(deadline());
  expect(await pace.turn(deadline(2_000))).toBe("out-of-time");
  expect(nowMs()).toBe(0);
  expect(await pace.turn(deadline(2_001))).toBeUndefined();
});

test("after a throttle that will be tried again everybody waits that long", async () => {
  const { pace, nowMs, deadline } = paced();
  pace.hold(throttled, 4_000);
  pace.hold(throttled, 1_000);
  expect(await pace.turn(deadline())).toBeUndefined();
  expect(nowMs()).toBe(4_000);
});

test("of two throttles the one that ends later counts, and a call that was given up lets others wait for the told time", async () => {
  const { pace, nowMs, deadline } = paced();
  pace.hold(throttled, 1_000);
  pace.stop({ ...throttled, waitMs: 5_000 });
  expect(await pace.turn(deadline())).toBeUndefined();
  expect(nowMs()).toBe(5_000);
});

test("a call whose time ends before the throttle does is told so and waits for nothing", async () => {
  const { pace, nowMs, deadline } = paced();
  pace.stop({ ...throttled, waitMs: 180_000 });
  expect(await pace.turn(deadline())).toMatchObject({ waitMs: 180_000 });
  expect(nowMs()).toBe(0);
});

test("after a throttle without a time nothing is sent for a minute, then it is tried again", async () => {
  const { pace, clock, deadline } = paced();
  pace.stop(throttled);
  expect(await pace.turn(deadline())).toEqual(throttled);
  await clock.sleep(60_000);
  expect(await pace.turn(deadline())).toBeUndefined();
});

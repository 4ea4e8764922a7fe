import { CallError } from "../client/call-error";
import { Deadline, type Clock } from "../client/clock";
import { UnreadableResponse } from "../schema/wire";
import { pollUntil, retryIdempotentWrite } from "./poll";

/** A clock that moves only by sleeping. */
function createManualClock(): { readonly clock: Clock; readonly sleepsMs: number[] } {
  const sleepsMs: number[] = [];
  let now = 0;
  const clock: Clock = {
    nowMs: () => now,
    sleep: (ms) => {
      sleepsMs.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
  return { clock, sleepsMs };
}

/** Returns the answers one after another and throws those that are errors. */
function readFrom<T>(answers: readonly (T | Error)[]): {
  readonly read: () => Promise<T>;
  readonly calls: () => number;
} {
  let calls = 0;
  return {
    read: () => {
      const answer = answers[calls++];
      if (answer === undefined) throw new Error("read once too often");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    calls: () => calls,
  };
}

const unknown = new CallError(
  { kind: "unknown", why: "HTTP 503" },
  { attempts: 1, elapsedMs: 0, limit: undefined },
  "h",
);
const rejected = new CallError(
  { kind: "not_sent", why: "no", mayRepeat: false },
  { attempts: 1, elapsedMs: 0, limit: undefined },
  "h",
);

describe("polling", () => {
  test("ends with the first result that is done", async () => {
    const { clock, sleepsMs } = createManualClock();
    const { read, calls } = readFrom([1, 2, 3, 4]);
    expect(await pollUntil(new Deadline(clock, 1_000), [0, 100, 200, 400], read, (result) => result === 3)).toBe(3);
    expect({ calls: calls(), sleepsMs }).toEqual({ calls: 3, sleepsMs: [100, 200] });
  });

  test("returns the last result when none is done", async () => {
    const { clock } = createManualClock();
    const { read } = readFrom([1, 2]);
    expect(await pollUntil(new Deadline(clock, 1_000), [0, 100], read, () => false)).toBe(2);
  });

  test("ends before a delay that exceeds the deadline", async () => {
    const { clock, sleepsMs } = createManualClock();
    const { read, calls } = readFrom([1, 2, 3]);
    expect(await pollUntil(new Deadline(clock, 250), [0, 100, 200], read, () => false)).toBe(2);
    expect({ calls: calls(), sleepsMs }).toEqual({ calls: 2, sleepsMs: [100] });
    expect(await pollUntil(new Deadline(clock, 10), [20], read, () => true)).toBeUndefined();
  });

  test("reads again after an unreadable answer", async () => {
    const { clock } = createManualClock();
    const { read } = readFrom([new UnreadableResponse("no list"), 2]);
    expect(await pollUntil(new Deadline(clock, 1_000), [0, 100], read, (result) => result === 2)).toBe(2);
    const earlier = readFrom([new UnreadableResponse("no list"), 2]);
    expect(await pollUntil(new Deadline(clock, 1_000), [0, 100], earlier.read, () => false)).toBe(2);
  });

  test("throws if the last answer is unreadable", async () => {
    const { clock } = createManualClock();
    const last = new UnreadableResponse("second");
    const { read } = readFrom<number>([1, new UnreadableResponse("first"), last]);
    await expect(pollUntil(new Deadline(clock, 1_000), [0, 1, 1], read, () => false)).rejects.toBe(last);
  });

  test("does not read again after another error", async () => {
    const { clock } = createManualClock();
    const { read, calls } = readFrom<number>([unknown, 2]);
    await expect(pollUntil(new Deadline(clock, 1_000), [0, 100], read, () => true)).rejects.toBe(unknown);
    expect(calls()).toBe(1);
  });
});

describe("an idempotent write", () => {
  /** Records what happens, in order. */
  function runWrite(answers: readonly (true | Error)[], done: readonly boolean[]) {
    const log: string[] = [];
    const { read } = readFrom(answers);
    const isDone = [...done];
    const { clock } = createManualClock();
    const result = retryIdempotentWrite(
      {
        retries: {
          waitBeforeRepeat: (error, attempts) => {
            log.push(`wait ${attempts} ${error.outcome.kind}`);
            return Promise.resolve();
          },
        },
      },
      new Deadline(clock, 1_000),
      () => {
        log.push("send");
        return read();
      },
      () => {
        log.push("check");
        return Promise.resolve(isDone.shift() ?? false);
      },
    );
    return { result, log };
  }

  test("is sent once if it is accepted", async () => {
    const { result, log } = runWrite([true], []);
    await result;
    expect(log).toEqual(["send"]);
  });

  test("is sent again while an unknown outcome had no effect", async () => {
    const { result, log } = runWrite([unknown, unknown, true], [false, false]);
    await result;
    expect(log).toEqual(["send", "check", "wait 1 unknown", "send", "check", "wait 2 unknown", "send"]);
  });

  test("is not sent again once it had its effect", async () => {
    const { result, log } = runWrite([unknown, true], [true]);
    await result;
    expect(log).toEqual(["send", "check"]);
  });

  test("is not sent again after another failure", async () => {
    const { result, log } = runWrite([rejected, true], [true]);
    await expect(result).rejects.toBe(rejected);
    expect(log).toEqual(["send"]);
  });
});

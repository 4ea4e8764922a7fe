import type { SequenceListing, SequenceRow } from "../schema/wire";
import type { UnreadableRow } from "../schema/unreadable-rows";
import { BatchReader } from "./batch-reader";

function rowOf(id: string, isUsedInAd = false): SequenceRow {
  return { id, content: undefined, unreadable: "unexpected", raw: {}, isUsedInAd, lastUpdateTime: undefined };
}

const rows = Array.from({ length: 9 }, (_, number) => rowOf(String(number + 1), number === 8));
const pages = [{ cursor: undefined, ids: rows.map(({ id }) => id), next: undefined }];

/** Creates shared reads of an account with rows 1 to 9 (an ad uses 9), whose responses the test releases. */
function reads(unreadable: readonly UnreadableRow[] = []) {
  let nowMs = 0;
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const sleeps: { readonly endMs: number; readonly end: () => void }[] = [];
  const activity = { isSending: false, mayStart: false, quietWaits: 0 };
  const answerLater = async <T>(question: string, answer: T): Promise<T> => {
    asked.push(question);
    await new Promise<void>((resolve) => answers.push(resolve));
    return answer;
  };
  const source = {
    load: (id: string) => answerLater(id, rowOf(id)),
    readPage: (cursor: string | undefined) =>
      answerLater(`page after ${cursor ?? "nothing"}`, { rows, unreadable, count: rows.length, after: undefined }),
    list: () => answerLater("list", { rows, unreadable, pages }),
  };
  const clock = {
    nowMs: () => nowMs,
    // Reads are gathered for a moment; longer waits end when the test passes their time.
    sleep: (ms: number) =>
      ms < 100 ? Promise.resolve() : new Promise<void>((end) => sleeps.push({ endMs: nowMs + ms, end })),
  };
  const waitForTasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const answer = async (): Promise<void> => {
    await waitForTasks();
    for (const next of answers.splice(0)) next();
    await waitForTasks();
  };
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    for (const { endMs, end } of sleeps) if (endMs <= nowMs) end();
    await waitForTasks();
  };
  const shared = new BatchReader(source, clock, {
    isSending: () => activity.isSending,
    mayStart: () => activity.mayStart,
    quietMs: () => 150,
    noteQuietWait: () => activity.quietWaits++,
  });
  return { shared, asked, answer, waitForTasks, pass, activity };
}

test("reads requested during a running read are batched into the next one", async () => {
  const { shared, asked, answer, waitForTasks } = reads();
  const found = [shared.load("1")];
  await waitForTasks();
  found.push(...["2", "3", "4"].map((id) => shared.load(id)));
  await waitForTasks();
  expect(asked).toEqual(["1"]);
  await answer();
  await answer();
  expect(asked).toEqual(["1", "page after nothing"]);
  expect((await Promise.all(found)).map((row) => row?.id)).toEqual(["1", "2", "3", "4"]);
});

test("serves reads from a listing for 30 seconds, unless invalidated", async () => {
  const { shared, asked, answer, waitForTasks, pass } = reads();
  const listing = async (during: () => void = () => undefined): Promise<void> => {
    const list = shared.list();
    await waitForTasks();
    during();
    await answer();
    await list;
  };
  const asks = async (): Promise<readonly string[]> => {
    asked.length = 0;
    const found = shared.loadRecent("7");
    await answer();
    expect((await found)?.id).toBe("7");
    return asked;
  };
  await listing();
  await pass(30_000);
  expect(await asks()).toEqual([]);
  await pass(1);
  expect(await asks()).toEqual(["list"]);
  expect(await asks()).toEqual([]);
  shared.noteWrite();
  expect(await asks()).toEqual(["7"]);
  await listing(() => shared.noteWrite());
  expect(await asks()).toEqual(["list"]);
});

test("reads a missing row directly if rows of the listing are unreadable", async () => {
  const { shared, asked, answer } = reads([{ position: 10, reason: "it is null", raw: null }]);
  const found = ["1", "2", "17"].map((id) => shared.loadRecent(id));
  await answer();
  await answer();
  expect((await Promise.all(found)).map((row) => row?.id)).toEqual(["1", "2", "17"]);
  expect(asked).toEqual(["list", "17"]);
});

describe("a check before a deletion", () => {
  async function list({ shared, answer }: ReturnType<typeof reads>): Promise<SequenceListing> {
    const listing = shared.list();
    await answer();
    return listing;
  }

  test("uses a listing from before other writes", async () => {
    const account = reads();
    await list(account);
    account.shared.noteWrite();
    await account.pass(3_600_000);
    expect((await account.shared.loadBeforeDelete("7"))?.id).toBe("7");
    expect(account.asked).toEqual(["list"]);
  });

  test.each([
    ["that shows a use in an ad", "9", () => undefined],
    ["from before a write to an ad", "7", ({ shared }: ReturnType<typeof reads>) => shared.noteAdWrite()],
  ])("does not use a listing %s", async (_name, id, change) => {
    const account = reads();
    await list(account);
    change(account);
    const found = account.shared.loadBeforeDelete(id);
    await account.answer();
    expect((await found)?.id).toBe(id);
    expect(account.asked).toEqual(["list", id]);
  });

  test("reads one row singly, and lists for the second", async () => {
    const { shared, asked, answer } = reads();
    for (const id of ["1", "2", "3"]) {
      const found = shared.loadBeforeDelete(id);
      await answer();
      await found;
    }
    expect(asked).toEqual(["1", "list"]);
  });
});

describe("reads that confirm writes", () => {
  test("wait for a write under way, at most a second", async () => {
    const { shared, asked, pass, waitForTasks, activity } = reads();
    activity.isSending = true;
    void shared.loadWritten("1");
    await waitForTasks();
    await pass(999);
    expect(asked).toEqual([]);
    await pass(1);
    expect(asked).toEqual(["1"]);
  });

  test("go on when the last write has its response", async () => {
    const { shared, asked, waitForTasks, activity } = reads();
    activity.isSending = true;
    void shared.loadWritten("1");
    await waitForTasks();
    activity.isSending = false;
    shared.noteWrite();
    await waitForTasks();
    expect(asked).toEqual(["1"]);
    expect(activity.quietWaits).toBe(0);
  });

  test("wait a moment for operations that may start", async () => {
    const { shared, asked, pass, waitForTasks, activity } = reads();
    activity.mayStart = true;
    void shared.listCreated("1");
    await waitForTasks();
    await pass(149);
    void shared.listCreated("2");
    await waitForTasks();
    await pass(149);
    expect(asked).toEqual([]);
    await pass(1);
    expect(asked).toEqual(["list"]);
    expect(activity.quietWaits).toBe(1);
  });

  test("do not delay other reads that come alone", async () => {
    const { shared, asked, waitForTasks, activity } = reads();
    activity.isSending = true;
    void shared.load("1");
    await waitForTasks();
    expect(asked).toEqual(["1"]);
  });
});

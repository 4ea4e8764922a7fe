import type { UnreadableRow } from "../schema/unreadable-rows";
import type { SequenceRow } from "../schema/wire";
import { BatchReader } from "./batch-reader";

function rowOf(id: string): SequenceRow {
  return {
    id,
    content: undefined,
    unreadable: "unexpected",
    raw: {},
    isUsedInAd: false,
    lastUpdateTime: undefined,
  };
}

/** Creates shared reads of an account with rows 1 to 9, whose responses the test releases. */
function reads(unreadable: readonly UnreadableRow[] = []) {
  let nowMs = 0;
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const answerLater = async <T>(question: string, answer: T): Promise<T> => {
    asked.push(question);
    await new Promise<void>((resolve) => answers.push(resolve));
    return answer;
  };
  const source = {
    load: (id: string) => answerLater(id, rowOf(id)),
    list: () =>
      answerLater("list", {
        rows: Array.from({ length: 9 }, (_, number) => rowOf(String(number + 1))),
        unreadable,
      }),
  };
  const clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
  const waitForTasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const answer = async (): Promise<void> => {
    await waitForTasks();
    for (const next of answers.splice(0)) next();
    await waitForTasks();
  };
  return { shared: new BatchReader(source, clock), asked, answer, waitForTasks, pass: (ms: number) => (nowMs += ms) };
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
  expect(asked).toEqual(["1", "list"]);
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
  pass(30_000);
  expect(await asks()).toEqual([]);
  pass(1);
  expect(await asks()).toEqual(["list"]);
  expect(await asks()).toEqual([]);
  shared.noteWrite();
  expect(await asks()).toEqual(["7"]);
  await listing(() => shared.noteWrite());
  expect(await asks()).toEqual(["7"]);
});

test("reads a missing row directly if rows of the listing are unreadable", async () => {
  const { shared, asked, answer } = reads([{ position: 10, reason: "it is null", raw: null }]);
  const found = ["1", "2", "17"].map((id) => shared.load(id));
  await answer();
  await answer();
  expect((await Promise.all(found)).map((row) => row?.id)).toEqual(["1", "2", "17"]);
  expect(asked).toEqual(["list", "17"]);
});

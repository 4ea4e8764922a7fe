import { setImmediate as runPending } from "node:timers/promises";
import type { Clock } from "../../client/clock";
import { contentOf } from "../../schema/canonical";
import type { SequenceListing, SequenceRow } from "../../schema/wire";
import { findDuplicateIds, SequenceCache } from "./sequence-cache";

const content = contentOf({ name: "a", text: "Hi" });
const common = { isUsedInAd: false, lastUpdateTime: undefined };
const readable: SequenceRow = { id: "1", content, ...common };
const unreadable: SequenceRow = { id: "2", content: undefined, unreadable: "text is a number", raw: {}, ...common };

/** A clock whose waits end on request. */
class ManualClock implements Clock {
  readonly #waits: (() => void)[] = [];
  nowMs(): number {
    return 0;
  }
  sleep(ms: number): Promise<void> {
    // The reader gathers reads for a few milliseconds.
    return ms < 100 ? Promise.resolve() : new Promise((resolve) => this.#waits.push(resolve));
  }
  endWaits(): void {
    for (const resolve of this.#waits.splice(0)) resolve();
  }
}

function openCache(listing: SequenceListing = { rows: [readable], unreadable: [] }) {
  const clock = new ManualClock();
  const counts = { lists: 0, warnings: 0 };
  const source = {
    load: () => Promise.resolve(undefined),
    list: () => {
      counts.lists++;
      return Promise.resolve(listing);
    },
  };
  const cache = new SequenceCache(source, clock, () => counts.warnings++);
  return { cache, clock, counts };
}

/** A create whose POST ends on request. */
function startCreate(cache: SequenceCache): () => Promise<void> {
  let end: () => void = () => undefined;
  const created = cache.runCreate(() => new Promise<void>((resolve) => (end = resolve)));
  return async () => {
    end();
    await created;
    await runPending();
  };
}

test("rows without content are no duplicates", () => {
  expect(findDuplicateIds([unreadable, readable], "3", content)).toEqual(["1"]);
  expect(findDuplicateIds([unreadable, readable], "1", content)).toEqual([]);
});

test.each([
  ["readable rows", { rows: [readable], unreadable: [] }, 0],
  ["a row without content", { rows: [readable, unreadable], unreadable: [] }, 1],
  ["an unreadable row", { rows: [], unreadable: [{ position: 0, reason: "no id", raw: {} }] }, 1],
])("rows before the first create are warned of: %s", async (_name, listing, warnings) => {
  const { cache, counts } = openCache(listing);
  await cache.rowsBefore.get();
  expect(counts.warnings).toBe(warnings);
});

test("a listing of new rows waits until every POST has ended", async () => {
  const { cache, counts } = openCache();
  const ends = [startCreate(cache), startCreate(cache)];
  const listed = cache.listCreated();
  await ends[0]?.();
  expect(counts.lists).toBe(0);
  await ends[1]?.();
  await listed;
  expect(counts.lists).toBe(1);
});

test("a listing of new rows does not wait long", async () => {
  const { cache, clock, counts } = openCache();
  const end = startCreate(cache);
  const listed = cache.listCreated();
  await runPending();
  expect(counts.lists).toBe(0);
  clock.endWaits();
  await listed;
  expect(counts.lists).toBe(1);
  await end();
});

test("a listing without a POST under way does not wait", async () => {
  const { cache, counts } = openCache();
  await cache.listCreated();
  expect(counts.lists).toBe(1);
});

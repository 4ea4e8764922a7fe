import { realClock } from "../../client/clock";
import { contentOf } from "../../schema/canonical";
import type { SequenceListing, SequenceRow } from "../../schema/wire";
import { Parallelism } from "../parallelism";
import { findDuplicateIds, SequenceCache } from "./sequence-cache";

const content = contentOf({ name: "a", text: "Hi" });
const common = { isUsedInAd: false, lastUpdateTime: undefined };
const readable: SequenceRow = { id: "1", content, ...common };
const unreadable: SequenceRow = { id: "2", content: undefined, unreadable: "text is a number", raw: {}, ...common };

function openCache(listing: SequenceListing) {
  const counts = { lists: 0, warnings: 0 };
  const source = {
    load: () => Promise.resolve(undefined),
    readPage: () => Promise.reject(new Error("the list is read as a whole")),
    list: () => {
      counts.lists++;
      return Promise.resolve({ ...listing, pages: [] });
    },
  };
  return { cache: new SequenceCache(source, realClock, new Parallelism(realClock), () => counts.warnings++), counts };
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

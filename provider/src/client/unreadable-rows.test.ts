import { describeUnreadable } from "./unreadable-rows";

const nothing = { position: 4, reason: "it is null", raw: null };

test.each([
  ["a row of its position alone", [nothing], "row 4: it is null"],
  ["a row of no known position", [{ ...nothing, position: undefined }], "a row: it is null"],
  ["an id that is text", [{ ...nothing, raw: { id: "seq_0" } }], 'row 4 (id "seq_0"): it is null'],
  ["an id that is a number", [{ ...nothing, raw: { sequence_id: 7 } }], 'row 4 (id "7"): it is null'],
  ["an id that is neither", [{ ...nothing, raw: { id: { a: 1 } } }], "row 4: it is null"],
  ["three rows", [nothing, nothing, nothing], "row 4: it is null; row 4: it is null; row 4: it is null"],
  [
    "more than three rows",
    [nothing, nothing, nothing, nothing, nothing],
    "row 4: it is null; row 4: it is null; row 4: it is null; and 2 more",
  ],
])("%s", (_what, rows, text) => {
  expect(describeUnreadable(rows)).toBe(text);
});

import { toLine } from "./cells";

test.each([58, 59, 60, 61, 62, 63])("joined emoji after %i characters stay one cell", (length) => {
  const family = "👨‍👩‍👧";
  expect(toLine(`${"a".repeat(length)}${family}`).slice(length)).toEqual([{ text: family, columns: 2, styles: [] }]);
});

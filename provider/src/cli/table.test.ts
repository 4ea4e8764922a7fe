import { columnsOf } from "../schema/terminal-text";
import { toCell, tableText } from "./table";

test.each([
  ["fits as it is", "fits as it is"],
  ["one word too many here", "one word too many…"],
  ["x".repeat(30), `${"x".repeat(19)}…`],
  ["班".repeat(30), `${"班".repeat(9)}…`],
  ["👨‍👩‍👧".repeat(30), `${"👨‍👩‍👧".repeat(9)}…`],
  ["two\nlines\tand\u001b[2Ja\u202eb", "two lines and [2Jab"],
])("a cell of 20 columns shows %j as %j", (text, shown) => {
  expect(toCell(text, 20)).toBe(shown);
  expect(columnsOf(toCell(text, 20))).toBeLessThanOrEqual(20);
});

test("aligns columns that contain wide characters", () => {
  expect(
    tableText([
      ["A", "B"],
      ["班", "1"],
      ["abc", "2"],
    ]),
  ).toBe("A    B\n班   1\nabc  2\n");
});

import { jsonText, tableText, valueText } from "./table";

const evil = "a\u001b[2Jb\u202ec\u009b";

test("escapes terminal controls in cells and JSON", () => {
  expect(
    tableText([
      ["KEY", "VALUE"],
      [evil, evil],
    ]),
  ).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(jsonText({ [evil]: evil })).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(jsonText({ [evil]: evil }))).toEqual({ [evil]: evil });
});

test("escapes controls in a value on a terminal only", () => {
  expect(valueText({ isOutputVisible: false }, evil)).toBe(evil);
  expect(valueText({ isOutputVisible: true }, evil)).toBe("a\\u001b[2Jb\\u202ec\\u009b");
});

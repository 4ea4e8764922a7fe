import { describeYamlError } from "./yaml-error";

test.each([
  ["at line 12, column 34", "a text with a colon and a space in it must be in quotes at line 12, column 34"],
  ["at line 2, column 7", "a text with a colon and a space in it must be in quotes at line 2, column 7"],
  ["", "a text with a colon and a space in it must be in quotes"],
])("explains an unquoted colon %s", (place, expected) => {
  const message = `Nested mappings are not allowed in compact mappings ${place}`;
  expect(describeYamlError({ code: "BLOCK_AS_IMPLICIT_KEY", message })).toBe(expected);
});

test("keeps the message of other errors", () => {
  const message = "Missing closing quote at line 1, column 2";
  expect(describeYamlError({ code: "MISSING_CHAR", message })).toBe(message);
});

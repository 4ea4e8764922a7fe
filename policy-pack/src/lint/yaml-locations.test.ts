import { parseFile } from "./inputs";

/** Returns the text in the file at the position of `{{1}}` in the greeting. */
function findShownText(file: string): string {
  const [sequence] = parseFile("f.yaml", file).sequences;
  const start = sequence?.content.text?.indexOf("{{1}}") ?? -1;
  const region = sequence?.locate("text", { start, end: start + 5 });
  if (region === undefined || start < 0) throw new Error("no sequence");
  const lines = file.replace(/^\ufeff/, "").split("\n");
  const { startLine, startColumn, endLine, endColumn } = region;
  return lines
    .slice(startLine - 1, endLine)
    .map((line, i, some) =>
      line.slice(i === 0 ? startColumn - 1 : 0, i === some.length - 1 ? endColumn - 1 : undefined),
    )
    .join("\n");
}

test.each([
  ["plain", "name: a\ntext: Hi {{1}} you # more"],
  ["in double quotes, after an emoji", 'name: a\ntext: "💚 é {{1}}"'],
  ["in single quotes", "name: a\ntext:   'Hi {{1}}'"],
  ["in JSON", '{ "name": "a", "text": "Hi {{1}}" }'],
  ["with a byte order mark", '\ufeff{ "text": "Hi {{1}}", "name": "a" }'],
  ["in a literal block", "name: a\ntext: |\n  Hi\n\n    you {{1}} there\n  end\n"],
  ["in a literal block with its own indentation", "- name: a\n  text: |2-\n      Hi {{1}}"],
  ["in a literal block with Windows line ends", "name: a\r\ntext: |\r\n  Hi\r\n  {{1}}\r\n"],
  ["in a folded block", "name: a\ntext: >- # joined\n  Hi there,\n  💚 {{1}} you\n\n  end\n"],
  ["in folded lines", "name: a\ntext: Hi\n  there {{1}}"],
  ["in folded quoted lines", 'name: a\ntext: "Hi\n  there {{1}}"'],
])("locates a span exactly %s", (_how, file) => {
  expect(findShownText(file)).toBe("{{1}}");
});

test.each([
  ["escapes", 'name: a\ntext: "\\u0048i {{1}}"', '"\\u0048i {{1}}"'],
  ["doubled quotes", "name: a\ntext: 'It''s {{1}}'", "'It''s {{1}}'"],
  ["an escaped line end", 'name: a\ntext: "Hi \\\n  {{1}}"', '"Hi \\\n  {{1}}"'],
])("locates the whole text with %s", (_how, file, whole) => {
  expect(findShownText(file)).toBe(whole);
});

test("locates a missing value at its parent", () => {
  const [plain, keyed] = parseFile("f.yaml", "- name: a\n  text: Hi\n---\nsequences:\n  b: { text: Hi }").sequences;
  expect(plain?.locate("autofillMessage.content")).toMatchObject({ startLine: 1, startColumn: 3, endColumn: 7 });
  expect(plain?.locate("iceBreakers[3].title")).toMatchObject({ startLine: 1, startColumn: 3 });
  expect(keyed?.locate("name")).toMatchObject({ startLine: 5, startColumn: 3, endColumn: 4 });
});

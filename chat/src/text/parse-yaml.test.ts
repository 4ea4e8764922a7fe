import { parseYaml } from "./parse-yaml";

test("reads documents, exact integers and texts that look like times", () => {
  expect(parseYaml("a: 9007199254740993\nb: 2\nc: 2026-01-31\n---\n---\n- no\n")).toEqual({
    documents: [{ a: 9007199254740993n, b: 2, c: "2026-01-31" }, ["no"]],
    errors: [],
  });
});

test("reports syntax errors with their lines, without the text", () => {
  const { documents, errors } = parseYaml('name: a\ntext: "secret\nname: b\n');
  expect(documents).toEqual([]);
  expect(errors.join()).toMatch(/line 4|line 3/);
  expect(errors.join()).not.toContain("secret");
});

test("explains a text with a colon in it", () => {
  expect(parseYaml("name: a\ntext: Oi, promoção: compre já\n").errors).toEqual([
    "a text with a colon and a space in it must be in quotes at line 2, column 7",
  ]);
});

test("refuses texts that expand or nest without end", () => {
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefgh".split("").map((key, i) => `${key}: &${key} [${`*${"abcdefg"[i] ?? ""},`.repeat(9)}]`),
  ];
  expect(parseYaml(bomb.join("\n")).errors).toEqual([expect.stringContaining("alias")]);
  const tooDeep = ["it is nested more than 200 levels deep"];
  for (const text of ["[".repeat(100_000), "- ".repeat(100_000), `a:\n${" ".repeat(400)}b: 1`]) {
    expect(parseYaml(text)).toEqual({ documents: [], errors: tooDeep });
  }
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readContent } from "./content";

test("the simulator run stops a bad draft, deploys texts and detects drift", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  expect([...output.matchAll(/^[✓✗] .*/gm)].map(([line]) => line)).toEqual([
    "✓ the preview rejects the draft",
    "✓ the preview has no token and sends no request to Meta",
    "✓ the deployment creates 4 sequences from 4 files",
    "✓ the drift check finds the manual edit and writes nothing",
    "✓ destroy deletes all sequences",
  ]);
}, 180_000);

describe("a folder of texts", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gitops-content-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const problemsOf = (files: Readonly<Record<string, string>>): readonly string[] => {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    try {
      readContent(folder);
    } catch (error) {
      return (error as Error).message.replaceAll(`${basename(folder)}/`, "").split("\n");
    }
    return [];
  };

  test("is read in name order, without hidden files", () => {
    expect(problemsOf({ "b.yaml": "name: B\ntext: Hi", "a.yaml": "name: A\ntext: Hi", ".DS_Store": "" })).toEqual([]);
    expect(readContent(folder).map(({ resource }) => resource)).toEqual(["a", "b"]);
  });

  test("with mistakes is rejected with the file and field of each", () => {
    const problems = problemsOf({
      "account.yaml": 'name: A\ntext: Hi\nwabaId: "1"',
      "answer.yaml": "name: No\ntext: 24",
      "empty.yaml": "",
      "misspelt.yaml": "name: A\ntext: Hi\niceBreaker: []",
      "title.yaml": "name: A\ntext: Hi\niceBreakers:\n  - title: Yes\n  - Who are you?",
    });
    expect(problems).toEqual([
      expect.stringMatching(/^account\.yaml: wabaId: is not known/),
      "answer.yaml: text: must be a string, but is a number",
      expect.stringMatching(/^empty\.yaml: .*must be an object, but is null/),
      expect.stringMatching(/^misspelt\.yaml: iceBreaker: is not known; did you mean "iceBreakers"\?/),
      "title.yaml: iceBreakers[1]: must be an object, but is a string",
    ]);
  });

  test("contains only YAML files with plain names", () => {
    expect(problemsOf({ "Spring Offer.yaml": "", "old.yml": "" })).toEqual([
      expect.stringMatching(/^Spring Offer\.yaml: name it with lower-case letters/),
      expect.stringMatching(/^old\.yml: name it with lower-case letters/),
    ]);
  });

  test("with broken YAML is rejected with the file and line", () => {
    const [first] = problemsOf({ "broken.yaml": 'name: A\ntext: "Hi' });
    expect(first).toMatch(/^broken\.yaml: Missing closing "quote at line 2/);
  });
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readContent } from "./content";

test("a bad draft is stopped before any call, the good texts arrive, and a change by hand is found", () => {
  const said = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  expect([...said.matchAll(/^[✓✗] .*/gm)].map(([line]) => line)).toEqual([
    "✓ the draft was stopped in the preview",
    "✓ the preview called Meta 0 times, and had no token",
    "✓ 4 files are 4 sequences",
    "✓ the drift check found the change by hand, and wrote nothing",
    "✓ all is gone again",
  ]);
}, 180_000);

describe("a folder of texts", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gitops-content-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const complaintsOf = (files: Readonly<Record<string, string>>): readonly string[] => {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    try {
      readContent(folder);
    } catch (error) {
      return (error as Error).message.replaceAll(`${basename(folder)}/`, "").split("\n");
    }
    return [];
  };

  test("is read by name, what hides is passed over", () => {
    expect(complaintsOf({ "b.yaml": "name: B\ntext: Hi", "a.yaml": "name: A\ntext: Hi", ".DS_Store": "" })).toEqual([]);
    expect(readContent(folder).map(({ resource }) => resource)).toEqual(["a", "b"]);
  });

  test("with mistakes is refused with the file and the field of each", () => {
    const complaints = complaintsOf({
      "account.yaml": 'name: A\ntext: Hi\nwabaId: "1"',
      "answer.yaml": "name: No\ntext: 24",
      "empty.yaml": "",
      "misspelt.yaml": "name: A\ntext: Hi\niceBreaker: []",
      "title.yaml": "name: A\ntext: Hi\niceBreakers:\n  - title: Yes\n  - Who are you?",
    });
    expect(complaints).toEqual([
      expect.stringMatching(/^account\.yaml: wabaId: is not known/),
      "answer.yaml: text: must be a string, but is a number",
      expect.stringMatching(/^empty\.yaml: .*must be an object, but is null/),
      expect.stringMatching(/^misspelt\.yaml: iceBreaker: is not known; did you mean "iceBreakers"\?/),
      "title.yaml: iceBreakers[1]: must be an object, but is a string",
    ]);
  });

  test("holds nothing but YAML files with plain names", () => {
    expect(complaintsOf({ "Spring Offer.yaml": "", "old.yml": "" })).toEqual([
      expect.stringMatching(/^Spring Offer\.yaml: name it with lower-case letters/),
      expect.stringMatching(/^old\.yml: name it with lower-case letters/),
    ]);
  });

  test("with broken YAML is refused with the file and the line", () => {
    const [first] = complaintsOf({ "broken.yaml": 'name: A\ntext: "Hi' });
    expect(first).toMatch(/^broken\.yaml: Missing closing "quote at line 2/);
  });
});

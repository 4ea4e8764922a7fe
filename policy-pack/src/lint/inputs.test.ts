import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { found, readInputs, type Inputs } from "./inputs";
import type { CommandIo } from "./io";
import { readStandardInput } from "./read-text";
import { remarkLine } from "./text-report";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whatsapp-lint-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `name: ${file}\ntext: Hi\n`);
  }
}

function link(target: string, path: string): void {
  symlinkSync(target, join(folder, path));
}

function io(stdin: () => Promise<string> = () => Promise.resolve("")): CommandIo {
  return {
    ...{ stdout: () => undefined, stderr: () => undefined, stdin, env: {}, cwd: folder },
    ...{ isTerminal: false, now: () => new Date() },
  };
}

function read(...words: readonly string[]): Promise<Inputs> {
  return readInputs(io(), words);
}
function linesOf(remarks: Inputs["notes"]): string[] {
  return remarks.map((one) => remarkLine(one, "note").replace(" note:", ""));
}

test("reads folders behind links, each file once, and ends where links lead round", async () => {
  write("c/a.yaml", "other/x.yaml", "other/deep/y.json.yaml");
  link("../other", "c/linked");
  link("..", "c/round");
  link("../other/x.yaml", "c/same.yaml");
  link("linked", "c/b.yaml");
  expect(await read("c", "other/x.yaml")).toMatchObject({
    files: ["c/a.yaml", "c/same.yaml", "c/b.yaml/deep/y.json.yaml"],
    complaints: [],
    notes: [],
  });
});

test("names the folders and files that it leaves out", async () => {
  write("c/a.yaml", "c/.hidden/deep/x.yaml", "c/.empty/x.md", "c/.git/x.yaml", "c/node_modules/x/package.json");
  write("other/x.yaml", "c/t.yaml.j2", "c/t.yml.tpl", "c/t.json5", "c/t.JSONC", "c/notes.md", "c/a.yaml.d/b.yaml");
  link("../other", "c/.linked");
  link("../gone", "c/broken");
  link("self", "c/self");
  const { files, notes, complaints } = await read("c");
  expect([files, complaints]).toEqual([["c/a.yaml", "c/a.yaml.d/b.yaml"], []]);
  const hidden = "is a hidden folder and is not read; name it as well to check its files";
  const format = "is not read: only *.yaml, *.yml and *.json are";
  expect(linesOf(notes)).toEqual([
    `c/.hidden ${hidden}`,
    `c/.linked ${hidden}`,
    "c/broken does not exist",
    "c/node_modules holds installed packages and is not read",
    "c/self is a link that leads to itself",
    ...["c/t.JSONC", "c/t.json5", "c/t.yaml.j2", "c/t.yml.tpl"].map((file) => `${file} ${format}`),
  ]);
  expect((await read("c/.hidden")).files).toEqual(["c/.hidden/deep/x.yaml"]);
});

test("names what cannot be read and reads the rest", async () => {
  write("c/a.yaml", "c/large.yaml");
  truncateSync(join(folder, "c/large.yaml"), 33 * 1024 * 1024);
  execFileSync("mkfifo", [join(folder, "c/pipe.yaml")]);
  link("/dev/zero", "c/endless.json");
  link("gone.yaml", "c/broken.yaml");
  const socket = createServer().listen(join(folder, "c/socket.yaml"));
  await new Promise((resolve) => socket.once("listening", resolve));
  const { files, complaints } = await read("c", "c/pipe.yaml", "/dev/null");
  await new Promise((resolve) => socket.close(resolve));
  expect(files).toContain("c/a.yaml");
  expect(linesOf(complaints)).toEqual([
    "c/broken.yaml does not exist",
    "c/endless.json is not a regular file",
    "c/pipe.yaml is a pipe; write it to a file, or pipe it to the command and name - for standard input",
    "c/socket.yaml is not a regular file",
    "c/large.yaml is larger than 32 MiB; split it, or name another file",
    "c/pipe.yaml is a pipe; write it to a file, or pipe it to the command and name - for standard input",
    expect.stringMatching(/dev\/null is not a regular file$/),
  ]);
});

const isRoot = process.getuid?.() === 0;
(isRoot ? test.skip : test)("a folder or file without rights is named", async () => {
  write("c/a.yaml", "c/locked/x.yaml", "c/secret.yaml");
  chmodSync(join(folder, "c/locked"), 0);
  chmodSync(join(folder, "c/secret.yaml"), 0);
  const { files, complaints } = await read("c");
  chmodSync(join(folder, "c/locked"), 0o700);
  expect(files).toContain("c/a.yaml");
  expect(linesOf(complaints)).toEqual(["c/locked cannot be read (EACCES)", "c/secret.yaml cannot be read (EACCES)"]);
});

test.each([
  ['{"name": "a", "text": "Oi",}', "1:28"],
  ['[{"name": "a", "text": "Oi"},\n]', "2:1"],
  ['{"name": "a", // who\n "text": "Oi"}', "1:15"],
  ['{"name": \'a\', "text": "Oi"}', "1:10"],
  ["name: a\ntext: Oi\n", "1:1"],
])("a .json file with %j is not valid JSON, and a .yaml file may be", (text, place) => {
  expect(linesOf(found("f.json", text).complaints)).toEqual([
    expect.stringMatching(
      new RegExp(`^f\\.json:${place} is not valid JSON: .*; correct it, or name the file \\*\\.yaml$`),
    ),
  ]);
  if (!text.includes("//")) expect(found("f.yaml", text)).toMatchObject({ sequences: [{ name: "a" }], complaints: [] });
});

test("standard input that is too large or sends nothing is given up", async () => {
  const endless = (function* (): Generator<Buffer> {
    for (;;) yield Buffer.alloc(1024 * 1024, "a");
  })();
  await expect(readStandardInput(PassThrough.from(endless), false)).rejects.toThrow("is larger than 32 MiB");
  const silent = new PassThrough();
  silent.write("name: a\n");
  await expect(readStandardInput(silent, false, 20)).rejects.toThrow("sent nothing for 0.02 s and was not closed");
});

test.each([
  ["lists", "[".repeat(100_000) + "]".repeat(100_000)],
  ["objects", '{"a":'.repeat(20_000) + "1" + "}".repeat(20_000)],
  ["block lists", `${"- ".repeat(20_000)}a`],
  ["block mappings", Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ["explicit keys", `${"? ".repeat(20_000)}a`],
])("%s nested without end are named, and nothing is parsed", (_what, text) => {
  for (const file of ["f.json", "f.yaml"]) {
    expect(linesOf(found(file, text).complaints)).toEqual([
      expect.stringContaining("is nested more than 200 levels deep"),
    ]);
  }
});

test("brackets and indentation of ordinary texts are no nesting", () => {
  const text = `name: a\ntext: "${"[x] ".repeat(300)}:-] ${" ".repeat(300)}"\n`;
  expect(found("f.yaml", text)).toMatchObject({ sequences: [{ name: "a" }], complaints: [] });
});

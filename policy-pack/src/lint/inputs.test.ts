import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { parseFile, readInputs, type Inputs } from "./inputs";
import type { CommandIo } from "./io";
import { readStandardInput } from "./read-text";
import { formatDiagnostic } from "./text-report";

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
function formatLines(diagnostics: Inputs["notes"]): string[] {
  return diagnostics.map((one) => formatDiagnostic(one, "note").replace(" note:", ""));
}

test("reads each file behind links once, also in cycles", async () => {
  write("c/a.yaml", "other/x.yaml", "other/deep/y.json.yaml");
  link("../other", "c/linked");
  link("..", "c/round");
  link("../other/x.yaml", "c/same.yaml");
  link("linked", "c/b.yaml");
  expect(await read("c", "other/x.yaml")).toMatchObject({
    files: ["c/a.yaml", "c/same.yaml", "c/b.yaml/deep/y.json.yaml"],
    errors: [],
    notes: [],
  });
});

test("reports skipped folders and files", async () => {
  write("c/a.yaml", "c/.hidden/deep/x.yaml", "c/.empty/x.md", "c/.git/x.yaml", "c/node_modules/x/package.json");
  write("other/x.yaml", "c/t.yaml.j2", "c/t.yml.tpl", "c/t.json5", "c/t.JSONC", "c/notes.md", "c/a.yaml.d/b.yaml");
  write("c/Pulumi.yaml", "c/Pulumi.dev.yaml", "c/package.json", "c/package-lock.json");
  link("../other", "c/.linked");
  link("../gone", "c/broken");
  link("self", "c/self");
  const { files, notes, errors } = await read("c");
  expect([files, errors]).toEqual([["c/a.yaml", "c/a.yaml.d/b.yaml"], []]);
  const hidden = "is a hidden folder and is skipped; name it as well to check its files";
  const format = "is skipped: only *.yaml, *.yml and *.json are read";
  expect(formatLines(notes)).toEqual([
    `c/.hidden ${hidden}`,
    `c/.linked ${hidden}`,
    "c/Pulumi.dev.yaml belongs to the project and is skipped",
    "c/Pulumi.yaml belongs to the project and is skipped",
    "c/broken does not exist",
    "c/node_modules contains installed packages and is skipped",
    "c/package-lock.json belongs to the project and is skipped",
    "c/package.json belongs to the project and is skipped",
    "c/self is a link that leads to itself",
    ...["c/t.JSONC", "c/t.json5", "c/t.yaml.j2", "c/t.yml.tpl"].map((file) => `${file} ${format}`),
  ]);
  expect((await read("c/.hidden")).files).toEqual(["c/.hidden/deep/x.yaml"]);
});

test("a Pulumi program is an error that names the preview", () => {
  const { errors } = parseFile("Pulumi.yaml", "name: shop\nruntime: yaml\nresources: {}\n");
  expect(errors).toEqual([
    { file: "Pulumi.yaml", reason: "is a Pulumi program; `pulumi preview --policy-pack` checks its texts" },
  ]);
});

test("reports unreadable files and reads the others", async () => {
  write("c/a.yaml", "c/large.yaml");
  truncateSync(join(folder, "c/large.yaml"), 33 * 1024 * 1024);
  execFileSync("mkfifo", [join(folder, "c/pipe.yaml")]);
  link("/dev/zero", "c/endless.json");
  link("gone.yaml", "c/broken.yaml");
  const socket = createServer().listen(join(folder, "c/socket.yaml"));
  await new Promise((resolve) => socket.once("listening", resolve));
  const { files, errors } = await read("c", "c/pipe.yaml", "/dev/null");
  await new Promise((resolve) => socket.close(resolve));
  expect(files).toContain("c/a.yaml");
  expect(formatLines(errors)).toEqual([
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
(isRoot ? test.skip : test)("reports a folder or file without permission", async () => {
  write("c/a.yaml", "c/locked/x.yaml", "c/secret.yaml");
  chmodSync(join(folder, "c/locked"), 0);
  chmodSync(join(folder, "c/secret.yaml"), 0);
  const { files, errors } = await read("c");
  chmodSync(join(folder, "c/locked"), 0o700);
  expect(files).toContain("c/a.yaml");
  expect(formatLines(errors)).toEqual(["c/locked cannot be read (EACCES)", "c/secret.yaml cannot be read (EACCES)"]);
});

test.each([
  ['{"name": "a", "text": "Oi",}', "1:28"],
  ['[{"name": "a", "text": "Oi"},\n]', "2:1"],
  ['{"name": "a", // who\n "text": "Oi"}', "1:15"],
  ['{"name": \'a\', "text": "Oi"}', "1:10"],
  ["name: a\ntext: Oi\n", "1:1"],
])("rejects %j as JSON, not as YAML", (text, place) => {
  expect(formatLines(parseFile("f.json", text).errors)).toEqual([
    expect.stringMatching(
      new RegExp(`^f\\.json:${place} is not valid JSON: .*; correct it, or name the file \\*\\.yaml$`),
    ),
  ]);
  if (!text.includes("//")) expect(parseFile("f.yaml", text)).toMatchObject({ sequences: [{ name: "a" }], errors: [] });
});

test("rejects standard input that is too large or silent", async () => {
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
])("rejects deeply nested %s before parsing", (_what, text) => {
  for (const file of ["f.json", "f.yaml"]) {
    expect(formatLines(parseFile(file, text).errors)).toEqual([
      expect.stringContaining("is nested more than 200 levels deep"),
    ]);
  }
});

test("ignores brackets and indentation of ordinary texts", () => {
  const text = `name: a\ntext: "${"[x] ".repeat(300)}:-] ${" ".repeat(300)}"\n`;
  expect(parseFile("f.yaml", text)).toMatchObject({ sequences: [{ name: "a" }], errors: [] });
});

/**
 * Writes docs/reliability.md: every row of the fault list, its tests and their result. Usage: npm run reliability, which runs them,
 * unless RELIABILITY_LOG names what a run of the tests noted; with --check the page is only compared with that.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "docs/reliability.md");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

function run() {
  const dir = mkdtempSync(join(tmpdir(), "reliability-"));
  try {
    const log = join(dir, "log");
    spawnSync("npx", ["jest", "-t", "row \\d\\d"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, RELIABILITY_LOG: log },
    });
    return readFileSync(log, "utf8");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function notesOf(log) {
  const notes = new Map();
  for (const line of log.split("\n").filter(Boolean)) {
    const { row, title, passed } = JSON.parse(line);
    notes.set(row, [...(notes.get(row) ?? []), { title, passed }]);
  }
  return notes;
}

const byTitle = (a, b) => (a.title < b.title ? -1 : 1);
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

function cellsOf({ row, fault, expected, later }, tests) {
  if (tests.length === 0 && later !== undefined) return [row, fault, expected, `later: ${later}`, "-"];
  const result = tests.length === 0 ? "**no test**" : tests.every(({ passed }) => passed) ? "passes" : "**fails**";
  return [
    row,
    fault,
    expected,
    [...tests]
      .sort(byTitle)
      .map(({ title }) => cell(title))
      .join("<br>"),
    result,
  ];
}

function pageOf(notes) {
  const parts = JSON.parse(readFileSync(join(root, "test/faults/rows.json"), "utf8"));
  const rows = parts.filter(({ row }) => row !== undefined);
  const unknown = [...notes.keys()].filter((number) => !rows.some(({ row }) => row === number));
  if (unknown.length > 0)
    throw new Error(`tests of rows that test/faults/rows.json does not have: ${unknown.join(", ")}`);
  const heads = ["row", "fault", "expected", "tests", "result"];
  const lines = parts.flatMap((part) =>
    part.section === undefined
      ? [`| ${cellsOf(part, notes.get(part.row) ?? []).join(" | ")} |`]
      : ["", `## ${part.section}`, "", `| ${heads.join(" | ")} |`, `| ${heads.map(() => "---").join(" | ")} |`],
  );
  const tests = [...notes.values()].reduce((sum, list) => sum + list.length, 0);
  const shown = rows.filter(({ row }) => notes.has(row)).length;
  return `# What goes wrong, and what happens then

Each row is a fault and what the provider must do about it. Each test is named after its row, runs against the simulator, and asserts what
the simulator received and stores, what the state records and what the user reads. After every test the invariants are checked
([test/faults](../test/faults/README.md)): nothing is lost, duplicated or deleted by mistake, no token appears anywhere, and the next run
repairs what is left and then reports no changes. ${shown} of ${rows.length} rows are covered by ${tests} tests. Written by \`npm run reliability\`.
${lines.join("\n")}
`;
}

const log = process.env.RELIABILITY_LOG;
const text = pageOf(notesOf(values.check || log ? readFileSync(log ?? "", "utf8") : run()));
if (!values.check) {
  writeFileSync(page, text);
} else if (readFileSync(page, "utf8") !== text) {
  process.stderr.write(
    "docs/reliability.md is not what the tests found. Run `npm run reliability` and look at the difference.\n",
  );
  process.exitCode = 1;
}
if (text.includes("**no test**") || text.includes("**fails**")) {
  process.stderr.write("A row of docs/reliability.md has no test, or fails.\n");
  process.exitCode = 1;
}

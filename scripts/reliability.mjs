/**
 * Writes docs/reliability.md: each row of the fault list with its tests and their result. Usage: npm run reliability. Runs the tests, unless
 * RELIABILITY_LOG names the log of an earlier run. With --check, only compares the page with that log.
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

function runTests() {
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

function parseLog(log) {
  const results = new Map();
  for (const line of log.split("\n").filter(Boolean)) {
    const { row, title, passed } = JSON.parse(line);
    results.set(row, [...(results.get(row) ?? []), { title, passed }]);
  }
  return results;
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

function renderPage(results) {
  const parts = JSON.parse(readFileSync(join(root, "test/faults/rows.json"), "utf8"));
  const rows = parts.filter(({ row }) => row !== undefined);
  const unknown = [...results.keys()].filter((number) => !rows.some(({ row }) => row === number));
  if (unknown.length > 0) throw new Error(`test/faults/rows.json lacks the rows of some tests: ${unknown.join(", ")}`);
  const heads = ["row", "fault", "expected", "tests", "result"];
  const lines = parts.flatMap((part) =>
    part.section === undefined
      ? [`| ${cellsOf(part, results.get(part.row) ?? []).join(" | ")} |`]
      : ["", `## ${part.section}`, "", `| ${heads.join(" | ")} |`, `| ${heads.map(() => "---").join(" | ")} |`],
  );
  const tests = [...results.values()].reduce((sum, list) => sum + list.length, 0);
  const shown = rows.filter(({ row }) => results.has(row)).length;
  return `# Reliability: faults and expected behavior

Each row is a fault and the behavior that the provider must show. Each test names its row, runs against the simulator, and asserts what the
simulator received and stores, what the state records, and what the user reads. After every test, the invariants are checked
([test/faults](../test/faults/README.md)): nothing is lost, duplicated or deleted by mistake, no token appears anywhere, and the next run
repairs what remains and then reports no changes. ${shown} of ${rows.length} rows are covered by ${tests} tests. Written by \`npm run reliability\`.
${lines.join("\n")}
`;
}

const log = process.env.RELIABILITY_LOG;
const text = renderPage(parseLog(values.check || log ? readFileSync(log ?? "", "utf8") : runTests()));
if (!values.check) {
  writeFileSync(page, text);
} else if (readFileSync(page, "utf8") !== text) {
  process.stderr.write(
    "docs/reliability.md differs from the results of the tests. Run `npm run reliability` and review the difference.\n",
  );
  process.exitCode = 1;
}
if (text.includes("**no test**") || text.includes("**fails**")) {
  process.stderr.write("A row of docs/reliability.md has no test or a failing one.\n");
  process.exitCode = 1;
}

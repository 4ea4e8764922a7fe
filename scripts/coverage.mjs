/**
 * Branch coverage of the rooms client, runtime and schema by the tests that run in one process. Fails on a branch that no test takes
 * and that test/coverage-exceptions.json does not list with a reason, and on an exception that is no longer one. Usage: npm run coverage.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const exceptions = JSON.parse(readFileSync(join(root, "test/coverage-exceptions.json"), "utf8"));
const tests = ["provider/src", "test/runtime", "test/faults", "test/cli/list"];

function measured() {
  const dir = mkdtempSync(join(tmpdir(), "coverage-"));
  try {
    const words = [
      ...["--coverage", "--coverageProvider=v8", "--coverageReporters=json", `--coverageDirectory=${dir}`],
      "--collectCoverageFrom=provider/src/{client,runtime,schema}/**/*.ts",
      "--collectCoverageFrom=!**/*.test.ts",
    ];
    const { status } = spawnSync("npx", ["jest", ...tests, ...words], { cwd: root, stdio: "inherit" });
    if (status !== 0) throw new Error("the tests failed");
    return JSON.parse(readFileSync(join(dir, "coverage-final.json"), "utf8"));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Untaken branches as file and the text of the line on which each begins. */
function untaken({ path, branchMap, b, fnMap, f }) {
  const lines = readFileSync(path, "utf8").split("\n");
  const file = relative(root, path);
  const at = (loc) => ({ file, line: loc.start.line, text: (lines[loc.start.line - 1] ?? "").trim() });
  return [
    ...Object.entries(branchMap).flatMap(([key, { locations }]) =>
      locations.filter((_, index) => b[key][index] === 0).map(at),
    ),
    ...Object.entries(fnMap)
      .filter(([key]) => f[key] === 0)
      .map(([, { loc }]) => at(loc)),
  ];
}

const reports = Object.values(measured());
const branches = reports.flatMap(({ b }) => Object.values(b).flat());
const isExcepted = ({ file, text }) =>
  exceptions.some((known) => known.file === file && [undefined, text].includes(known.line));
const missing = reports.flatMap(untaken);
const unknown = missing.filter((branch) => !isExcepted(branch));
const stale = exceptions.filter(
  ({ file, line }) => !missing.some((branch) => branch.file === file && [undefined, branch.text].includes(line)),
);
process.stdout.write(
  `\n${branches.filter((count) => count > 0).length} of ${branches.length} branches taken; ${missing.length - unknown.length} left out with a reason\n`,
);
for (const { file, line, text } of unknown) process.stdout.write(`not taken: ${file}:${line}  ${text}\n`);
for (const { file, line } of stale) process.stdout.write(`no longer an exception: ${file}  ${line ?? ""}\n`);
process.exitCode = unknown.length + stale.length === 0 ? 0 : 1;

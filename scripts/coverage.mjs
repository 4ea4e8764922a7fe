/**
 * Measures the branch coverage of provider/src/{client,runtime,schema} by tests that run in one process. Fails on a branch that no test takes
 * and test/coverage-exceptions.json does not list, and on an exception that is no longer needed. Usage: npm run coverage. Skips tests with
 * real processes, whose code is not measured.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { applyExceptions } from "./support/exceptions.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const tests = [
  "provider/src/(client|orders|runtime|schema)/",
  "test/runtime/",
  "test/faults/",
  "test/ads/(creative-[a-z]+|attachment(-deletion)?|states)\\.",
  "test/orders/(carts|client|money|rules|samples|sandbox|sending|templates)\\.",
];
const inProcesses = "test/faults/(killed|process-real|real-engine)\\.test";

function measureCoverage() {
  const dir = mkdtempSync(join(tmpdir(), "coverage-"));
  try {
    const words = [
      ...["--coverage", "--coverageProvider=v8", "--coverageReporters=json", `--coverageDirectory=${dir}`],
      "--collectCoverageFrom=provider/src/{client,runtime,schema}/**/*.ts",
      "--collectCoverageFrom=!**/*.test.ts",
      // Types alone.
      "--collectCoverageFrom=!provider/src/runtime/resource-definition.ts",
    ];
    const { status } = spawnSync("npx", ["jest", ...tests, "--testPathIgnorePatterns", inProcesses, ...words], {
      cwd: root,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("the tests failed");
    return JSON.parse(readFileSync(join(dir, "coverage-final.json"), "utf8"));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Lists branches and functions with the text of their first line and how often they ran. */
function branchesOf({ path, branchMap, b, fnMap, f }) {
  const lines = readFileSync(path, "utf8").split("\n");
  const file = relative(root, path);
  const at = ({ start, end }, taken) => {
    const covered = lines.slice(start.line - 1, end.line);
    covered.push(covered.pop()?.slice(0, end.column));
    const inside = covered.join("\n").slice(start.column);
    return { file, line: start.line, text: lines[start.line - 1]?.trim(), taken, inside };
  };
  return [
    ...Object.entries(branchMap).flatMap(([key, { locations }]) => locations.map((loc, i) => at(loc, b[key][i]))),
    ...Object.entries(fnMap).map(([key, { loc }]) => at(loc, f[key])),
  ].filter(({ inside }) => !nothing.test(inside));
}

/** Matches closing braces, which V8 also counts after a loop or `try` that only returns or throws. */
const nothing = /^[\s}]+(finally\s*)?$/;

const branches = Object.values(measureCoverage()).flatMap(branchesOf);
const missing = branches.filter(({ taken }) => taken === 0);
const { unknown, stale, excepted } = applyExceptions(missing, "test/coverage-exceptions.json");
process.stdout.write(
  `\n${branches.length - missing.length} of ${branches.length} branches and functions covered; ${excepted} exceptions\n`,
);
for (const { file, line, text } of unknown) process.stdout.write(`not covered: ${file}:${line}  ${text}\n`);
for (const { file, line } of stale) process.stdout.write(`exception no longer needed: ${file}  ${line ?? ""}\n`);
process.exitCode = unknown.length + stale.length === 0 ? 0 : 1;

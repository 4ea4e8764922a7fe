/**
 * Mutates client, runtime and schema one expression at a time. Fails on a mutant that survives all tests and is not listed in
 * test/mutation/equivalent.json, and on an entry there that is no longer needed.
 * Usage: npm run mutation [-- FILE[:LINE-LINE],... [--tests TEST,...]]. Without files, it mutates all of them, which takes more than an hour.
 * `--tests` runs these test files instead of all tests of these folders.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { applyExceptions } from "./support/exceptions.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { positionals, values } = parseArgs({ allowPositionals: true, options: { tests: { type: "string" } } });
const [only] = positionals;
const words = ["stryker", "run", ...(only === undefined ? [] : ["--mutate", only])];
const env = values.tests === undefined ? process.env : { ...process.env, MUTATION_TESTS: values.tests };
const { status } = spawnSync("npx", words, { cwd: root, stdio: "inherit", env });
if (status !== 0) throw new Error("the tests could not run against the mutants");

const { files } = JSON.parse(readFileSync(join(root, "reports/mutation.json"), "utf8"));
const mutants = Object.entries(files).flatMap(([file, { source, mutants: all }]) => {
  const lines = source.split("\n");
  return all
    .filter(({ status: what }) => !["Ignored", "CompileError"].includes(what))
    .map(({ status: what, location, replacement }) => {
      const line = location.start.line;
      return {
        file,
        line,
        text: lines[line - 1].trim(),
        becomes: replacement,
        isNoticed: ["Killed", "Timeout", "RuntimeError"].includes(what),
      };
    });
});
const missed = mutants.filter(({ isNoticed }) => !isNoticed);
const { unknown, stale: unneeded, excepted } = applyExceptions(missed, "test/mutation/equivalent.json");
const stale = only === undefined ? unneeded : [];
const noticed = mutants.length - missed.length;
process.stdout.write(
  `\n${noticed} of ${mutants.length} mutants killed (${((100 * noticed) / mutants.length).toFixed(1)}%); ${excepted} are equivalent\n`,
);
for (const { file, line, text, becomes } of unknown)
  process.stdout.write(`survived: ${file}:${line}  ${text}  =>  ${becomes}\n`);
for (const { file, line } of stale) process.stdout.write(`exception no longer needed: ${file}  ${line}\n`);
process.exitCode = unknown.length + stale.length === 0 ? 0 : 1;

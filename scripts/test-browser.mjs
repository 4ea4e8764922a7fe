/**
 * Runs the tests in test/browser: the simulator's page and the pages of `show` and `review` in Chromium, which the tests start.
 * Without `chromium` on PATH it prints that the tests are skipped; with `--required`, it fails. Other arguments go to Jest.
 */
import { spawnSync } from "node:child_process";
import { runJest } from "./support/run-jest.mjs";

const args = process.argv.slice(2);
const chromium = spawnSync("chromium", ["--version"], { encoding: "utf8" });

if (chromium.status !== 0) {
  process.stderr.write("Skipped: no chromium on PATH for the tests of web pages. Debian's package is chromium.\n");
  process.exitCode = args.includes("--required") ? 1 : 0;
} else {
  process.stderr.write(chromium.stdout);
  process.exitCode = runJest("jest.browser.config.js", args);
}

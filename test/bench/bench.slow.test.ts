import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "../..");

test("npm run bench measures every part with two resources", async () => {
  const args = ["scripts/bench.mjs", "--sizes", "2"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout.match(/^Calls to Meta, ours : hand-written.*$/gm)).not.toBeNull();
  expect(stdout).toMatch(/^ {2}dynamic provider {2}\d+ : \d+ +0\.\d\dx/m);
  expect(stdout).toMatch(/^State per resource.*\n\n.*\n {2}2 +\d+ B +\d+ B +0\.\d\dx/m);
  expect(stdout).toMatch(/The CLI is [\d.]+ \(|No Pulumi CLI was found/);
  expect(stdout).toMatch(/\d+ of \d+ figures with a target meet it\.\n$/);
}, 1_800_000);

import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");
function runBench(...args: readonly string[]) {
  return spawnSync(process.execPath, ["scripts/bench.mjs", ...args], { cwd: root, encoding: "utf8" });
}

test("npm run bench -- --help lists the options and measures nothing", () => {
  const { status, stdout } = runBench("--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm run bench.*--sizes.*--parts.*--engines.*--repeat.*--write/s);
  expect(stdout).not.toContain("Measured");
});

test.each([
  [["--sizes", "10,5"], "--sizes: 10,5 is not in ascending order."],
  [["--sizes", "10,many"], '--sizes: "many" is not a whole number from 1 to 100000.'],
  [["--parts", "speed"], '--parts: "speed" is not one of loading, start-up, plugin, resources, policies, texts.'],
])("npm run bench refuses %j", (args, message) => {
  const { status, stderr } = runBench(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

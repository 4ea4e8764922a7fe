import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

test.each([
  ["an error of the provider", /^- `Could not /m],
  ["an error of a command line", /^- `Option "\{option\.flags\}" needs a value\.`\\\n {2}text, `\w+`, if /m],
  ["a kind of message", /^ {2}validation, `/m],
  ["a section of each package", /^## provider\n[^]*^## engine\n[^]*^## simulator\n[^]*^## policy-pack\n/m],
])("docs/messages.md contains %s", (_what, pattern) => {
  expect(readFileSync(join(root, "docs/messages.md"), "utf8")).toMatch(pattern);
});

test("no message has a retired word", () => {
  const script = join(root, "scripts/messages-page.mjs");
  const { stdout, status } = spawnSync(process.execPath, [script, "--retired"], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout.trim()).toBe("");
});

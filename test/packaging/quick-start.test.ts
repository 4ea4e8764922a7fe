import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./packed-packages";

/** npm settings of the other tests: quiet, prefers its cache, runs no install scripts. */
const npmSettings = {
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_prefer_offline: "true",
  npm_config_ignore_scripts: "true",
};

test("the quick start without an account deploys a sequence", async () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, commands = ""] = /^```sh\n(clone=[^]*?)^```$/m.exec(readme) ?? [];
  expect(commands).toContain("node try.mjs");
  const { stdout } = await run("bash", ["-e", "-c", commands], { cwd: root, env: { ...process.env, ...npmSettings } });
  expect(stdout).toContain("+ 2 created");
  expect(stdout).toContain("content: { text: 'Hi! How can we help?' }");
});

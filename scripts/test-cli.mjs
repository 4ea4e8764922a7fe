/**
 * Runs the tests in test/real-cli on Pulumi's CLI: the one on PATH, or a build of the pinned version. Then runs the fault list with the
 * provider behind the plugin's protocol, unless Jest gets other arguments.
 * Without either it prints that the tests are skipped; with `--required`, it fails. Other arguments go to Jest.
 */
import { delimiter } from "node:path";
import { printSkipped, provideCli } from "./support/pulumi-cli.mjs";
import { runJest } from "./support/run-jest.mjs";

const args = process.argv.slice(2);
const cli = await provideCli({ write: (text) => process.stderr.write(text) }).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

if ("missing" in cli) {
  printSkipped(cli);
  process.exitCode = args.includes("--required") ? 1 : 0;
} else {
  process.stderr.write(`Pulumi CLI v${cli.version} (${cli.source})\n`);
  const env = { ...process.env, PATH: `${cli.binDir}${delimiter}${process.env.PATH ?? ""}` };
  const isWhole = args.every((arg) => arg === "--required");
  // The fault list needs no CLI; it is here because it takes minutes.
  const runs = isWhole ? ["jest.cli.config.js", "jest.plugin.config.js"] : ["jest.cli.config.js"];
  process.exitCode = Math.max(...runs.map((config) => runJest(config, args, env)));
}

/**
 * Runs the tests in test/real-cli on Pulumi's CLI: the one on PATH, or a build of the pinned version.
 * Without either they are skipped, which the last line says; with `--required` that is a failure. Other arguments go to Jest.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { printSkipped, provideCli } from "./support/pulumi-cli.mjs";

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
  const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
  const config = fileURLToPath(new URL("../jest.cli.config.js", import.meta.url));
  const { status } = spawnSync(
    process.execPath,
    [jest, "--config", config, ...args.filter((arg) => arg !== "--required")],
    { stdio: "inherit", env: { ...process.env, PATH: `${cli.binDir}${delimiter}${process.env.PATH ?? ""}` } },
  );
  process.exitCode = status ?? 1;
}

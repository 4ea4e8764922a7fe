import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const jest = createRequire(import.meta.url).resolve("jest/bin/jest");

/** Runs Jest with a configuration of the repository's root, and returns its exit code. `--required` is the script's own argument. */
export function runJest(configName, args, env = process.env) {
  const config = fileURLToPath(new URL(`../../${configName}`, import.meta.url));
  const words = [jest, "--config", config, ...args.filter((arg) => arg !== "--required")];
  return spawnSync(process.execPath, words, { stdio: "inherit", env }).status ?? 1;
}

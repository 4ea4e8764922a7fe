import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const jest = createRequire(import.meta.url).resolve("jest/bin/jest");

/** Runs Jest with a configuration in the root folder and returns its exit code. Drops `--required`, an argument of the calling script. */
export function runJest(configName, args, env = process.env) {
  const config = fileURLToPath(new URL(`../../${configName}`, import.meta.url));
  const words = [jest, "--config", config, ...args.filter((arg) => arg !== "--required")];
  return spawnSync(process.execPath, words, { stdio: "inherit", env }).status ?? 1;
}

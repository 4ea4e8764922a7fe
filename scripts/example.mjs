/** Runs an example on a simulator. Usage: npm run example -- NAME [OPTIONS]. Without a name, lists the examples. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const examples = fileURLToPath(new URL("../examples", import.meta.url));
const script = (name) => join(examples, name, "on-simulator.mjs");
const names = readdirSync(examples).filter((name) => existsSync(script(name)));
const withOptions = ["fleet"];
const [name, ...options] = process.argv.slice(2);

if (!names.includes(name) || (options.length > 0 && !withOptions.includes(name))) {
  process.stderr.write(`usage: npm run example -- NAME, where NAME is one of: ${names.join(", ")}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = spawnSync(process.execPath, [script(name), ...options], { stdio: "inherit" }).status ?? 1;
}

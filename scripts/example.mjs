/** Runs an example on a simulator. Usage: npm run example -- NAME. Without a name, lists the examples. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const examples = fileURLToPath(new URL("../examples", import.meta.url));
const script = (name) => join(examples, name, "on-simulator.mjs");
const names = readdirSync(examples).filter((name) => existsSync(script(name)));
const [name, ...rest] = process.argv.slice(2);

if (name === undefined || rest.length > 0 || !names.includes(name)) {
  process.stderr.write(`usage: npm run example -- NAME, where NAME is one of: ${names.join(", ")}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = spawnSync(process.execPath, [script(name)], { stdio: "inherit" }).status ?? 1;
}

/**
 * Checks each exported pattern of the policy pack with `recheck` for slow inputs. Usage: npm run patterns. Some patterns take seconds, so this
 * is not a test.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSync } from "recheck";

const require = createRequire(import.meta.url);
const dist = fileURLToPath(new URL("../policy-pack/dist", import.meta.url));
const modules = ["rules", "requests", "text"].flatMap((folder) =>
  readdirSync(join(dist, folder))
    .filter((file) => file.endsWith(".js"))
    .map((file) => join(folder, file)),
);
const patterns = modules.flatMap((file) =>
  Object.entries(require(join(dist, file))).flatMap(([name, value]) =>
    listPatterns(name, value).map((found) => ({ ...found, where: `${file.replace(/\.js$/, "")} ${found.where}` })),
  ),
);
/** Lists an exported pattern, or those of an exported table. */
function listPatterns(name, value) {
  if (value instanceof RegExp) return [{ where: name, pattern: value }];
  return Array.isArray(value)
    ? value
        .filter(({ pattern }) => pattern instanceof RegExp)
        .map(({ id, pattern }) => ({ where: `${name} ${id}`, pattern }))
    : [];
}

let slow = 0;
for (const { where, pattern } of patterns) {
  const { status, complexity } = checkSync(pattern.source, pattern.flags, { timeout: 60_000 });
  const isSafe = status === "safe";
  if (!isSafe) slow++;
  process.stdout.write(`${isSafe ? "safe" : `NOT SAFE (${status})`}  ${where}  ${complexity?.summary ?? ""}\n`);
}
process.stdout.write(`${patterns.length} patterns, ${slow} not safe\n`);
process.exitCode = slow === 0 ? 0 : 1;

/**
 * Lists the versions of Meta's APIs that end within 180 days. Exits with 1 if one that ends within 60 days is a default or occurs in an
 * example. `--date 2026-11-29` uses another day than today.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  apiVersions,
  countDaysLeft,
  defaultApiVersions,
  findReplacement,
} from "../provider/dist/schema/api-versions.js";

const listWithinDays = 180;
const failWithinDays = 60;
const names = { graph: "Graph API", marketing: "Marketing API" };
const root = fileURLToPath(new URL("..", import.meta.url));

const { values } = parseArgs({ options: { date: { type: "string" } } });
const now = values.date === undefined ? new Date() : new Date(values.date);
if (Number.isNaN(now.getTime())) {
  process.stderr.write(`--date ${JSON.stringify(values.date)} must be a date like 2026-11-29\n`);
  process.exit(2);
}

/** Finds the files in examples that name an API version, by version. */
function findVersionsInExamples() {
  const folder = join(root, "examples");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && !/node_modules|dist/.test(entry.parentPath) && /\.(m?[jt]s|ya?ml|json|md)$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name));
  const found = new Map();
  for (const file of files) {
    for (const [version] of readFileSync(file, "utf8").matchAll(/\bv\d{2}\.0\b/g)) {
      found.set(version, [...(found.get(version) ?? []), relative(root, file)]);
    }
  }
  return found;
}

const inExamples = findVersionsInExamples();
const ending = Object.entries(apiVersions).flatMap(([api, versions]) =>
  versions.flatMap(({ version, endsOn }) => {
    const daysLeft = endsOn === undefined ? Infinity : countDaysLeft(endsOn, now);
    const uses = [...(defaultApiVersions[api] === version ? ["the default"] : []), ...(inExamples.get(version) ?? [])];
    // An ended version matters only if it is still used.
    return daysLeft > listWithinDays || (daysLeft < 0 && uses.length === 0)
      ? []
      : [{ api, version, endsOn, daysLeft, uses }];
  }),
);

for (const { api, version, endsOn, daysLeft, uses } of ending.sort((a, b) => a.daysLeft - b.daysLeft)) {
  const when = daysLeft < 0 ? `ended on ${endsOn}` : `ends on ${endsOn}, in ${daysLeft} days`;
  const use =
    uses.length === 0
      ? "not used here"
      : `used by ${[...new Set(uses)].join(", ")}; move to ${findReplacement(api, version)}`;
  process.stdout.write(`${names[api]} ${version} ${when}: ${use}.\n`);
}
if (ending.length === 0) process.stdout.write(`No version ends within ${listWithinDays} days.\n`);
for (const [api, version] of Object.entries(defaultApiVersions)) {
  const { endsOn } = apiVersions[api].find((each) => each.version === version);
  process.stdout.write(
    `Default for the ${names[api]}: ${version}, ${endsOn === undefined ? "no end announced" : `ends on ${endsOn}`}.\n`,
  );
}
process.exitCode = ending.some(({ daysLeft, uses }) => uses.length > 0 && daysLeft <= failWithinDays) ? 1 : 0;

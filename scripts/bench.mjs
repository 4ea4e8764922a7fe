/**
 * What things cost, as ratios of times measured in this run: absolute times say little on a shared machine. Not a test.
 * Usage: npm run bench [-- --count 1000] [--write]. Where `pulumi` is on PATH the engine is measured against it. With --write the
 * tables become docs/performance.md.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hostileTexts, policies } from "./bench/policies.mjs";
import { cli, embedded, lifeOf } from "./bench/project.mjs";
import { markdown, ratio, seconds, table } from "./bench/report.mjs";
import { sequences } from "./bench/sequences.mjs";

const { values } = parseArgs({
  options: { count: { type: "string", default: "1000" }, write: { type: "boolean", default: false } },
});
const count = Number(values.count);
if (!Number.isInteger(count) || count < 100) throw new Error("--count: expected a whole number of 100 or more");
const sizes = [10, 100, count];

/** Seconds that Pulumi's CLI 3.259.0 took for 1,000 no-op resources when its behaviour was recorded, on 2 cores. */
const recorded = { preview: 16.5, up: 86.3, "no change": 19.8, refresh: 4.6, destroy: 57.0 };

async function engineScale() {
  const lives = [];
  for (const size of sizes) lives.push(await lifeOf("noop", embedded, size));
  const [small, middle, large] = lives.map(({ times }) => times);
  const rows = Object.keys(large).map((verb) => {
    const perResourceMs = (big, few, more) => (1000 * (big[verb] - few[verb])) / more;
    const [atMiddle, atLarge] = [perResourceMs(middle, small, 90), perResourceMs(large, middle, count - 100)];
    return [verb, ...[small, middle, large].map((times) => seconds(times[verb])), `${atLarge.toFixed(1)} ms`].concat(
      atMiddle > 0 ? ratio(atLarge / atMiddle) : "-",
    );
  });
  const heads = ["verb", ...sizes.map((size) => `${size} resources`), "each further one", `growth 100 to ${count}`];
  table(
    "Embedded engine, a provider that does nothing (growth: cost of one more resource; flat is 1.00x or less)",
    heads,
    rows,
  );
  return large;
}

async function againstCli(own) {
  const other = cli();
  if (other === undefined && count !== 1000) return;
  const theirs = other === undefined ? recorded : (await lifeOf("noop", other, count)).times;
  const title =
    other === undefined
      ? "Against the CLI as recorded on another day (no `pulumi` on PATH, so the ratio is a hint only; target for up: 0.50x)"
      : `Against ${other.name}, ${count} resources (target for up: 0.50x)`;
  table(
    title,
    ["verb", "embedded", "CLI", "ratio"],
    Object.keys(own).map((verb) => [verb, seconds(own[verb]), seconds(theirs[verb]), ratio(own[verb] / theirs[verb])]),
  );
}

function loadTime() {
  const require = createRequire(import.meta.url);
  const time = (code) => {
    const startMs = performance.now();
    spawnSync(process.execPath, ["-e", code]);
    return performance.now() - startMs;
  };
  const median = (code) => [1, 2, 3, 4, 5].map(() => time(code)).sort((a, b) => a - b)[2];
  const bare = median("");
  const packages = ["pulumi-whatsapp/runtime", "pulumi-whatsapp", "@pulumi/pulumi"];
  table(
    "Starting node and loading a package, against starting node alone",
    ["package", "ratio"],
    packages.map((name) => [name, ratio(median(`require(${JSON.stringify(require.resolve(name))})`) / bare)]),
  );
}

async function writePage() {
  const page = join(fileURLToPath(new URL("..", import.meta.url)), "docs/performance.md");
  const text = `# What it costs

Written by \`npm run bench -- --write\`, in one run on a machine with ${availableParallelism()} cores and Node ${process.versions.node}. Ratios compare
times of that run; seconds are for orientation only. Calls follow from the rules, not from the machine: no change and preview make none;
creates are one POST each, one listing before the first and shared listings to read back; a refresh shares listings.

${markdown()}
`;
  const prettier = await import("prettier");
  const options = await prettier.resolveConfig(page);
  writeFileSync(page, await prettier.format(text, { ...options, parser: "markdown" }));
}

loadTime();
await sequences(sizes);
await againstCli(await engineScale());
await policies(sizes);
await hostileTexts();
if (values.write) await writePage();

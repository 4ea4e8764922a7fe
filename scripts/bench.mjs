/**
 * Measures costs as ratios of figures of this run, because absolute times mean little on a shared machine. Not a test.
 * `npm run bench -- --help` lists the options. With --write, writes docs/performance.md.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { findCli } from "./bench/cli.mjs";
import { readOptions } from "./bench/options.mjs";
import { measurePlugin } from "./bench/plugin.mjs";
import { measureHostileTexts, measurePolicies } from "./bench/policies.mjs";
import { embedded } from "./bench/project.mjs";
import { markdown, summarizeTargets } from "./bench/report.mjs";
import { measureResources } from "./bench/resources.mjs";
import { measureLoading, measureStartUp } from "./bench/start-up.mjs";

function describeMachine() {
  const { version } = createRequire(import.meta.url)("@pulumi/pulumi/package.json");
  const cores = availableParallelism();
  const load = loadavg()[0];
  const busy = load > cores / 2 ? " (busy with other work)" : "";
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)}, with Node ${process.versions.node} and Pulumi's SDK ${version}, ` +
    `on a machine with ${cores} cores and a load average of ${load.toFixed(1)} before the run${busy}.`
  );
}

async function writePage(text) {
  const page = fileURLToPath(new URL("../docs/performance.md", import.meta.url));
  const config = await prettier.resolveConfig(page);
  writeFileSync(page, await prettier.format(text, { ...config, parser: "markdown" }));
}

const options = readOptions();
const cli = options.engines.includes("cli") ? await findCli() : { note: "This run excludes the Pulumi CLI." };
const engines = [options.engines.includes("embedded") ? embedded : undefined, cli.engine].filter(Boolean);
if (engines.length === 0) {
  process.stderr.write(`--engines: ${cli.note}\n`);
  process.exit(2);
}
const repetitions = options.repeat === 1 ? "once" : `${options.repeat} times, with medians shown`;
const run = [
  describeMachine(),
  `Sizes: ${options.sizes.join(", ")} resources, each measured ${repetitions}.`,
  cli.note,
].join(" ");
process.stdout.write(`${run}\n`);

const parts = {
  loading: measureLoading,
  "start-up": measureStartUp,
  plugin: () => measurePlugin(cli.engine, options.repeat),
  resources: () => measureResources(engines, options.sizes, options.repeat),
  policies: () => measurePolicies(options.sizes),
  texts: measureHostileTexts,
};
for (const part of options.parts) await parts[part]();
process.stdout.write(`\n${summarizeTargets()}\n`);

if (options.write) {
  const reading =
    "A ratio compares two figures of this run, measured alternately. Seconds depend on the machine and are for orientation only. A figure " +
    "above its target is marked **missed**.";
  const source = "`npm run bench -- --write` writes this page; `npm run bench -- --help` lists the options.";
  // Measured by hand on 2026-12-01.
  const accounts =
    "## Several accounts\n\n" +
    "Pulumi starts one process for each explicit provider. Eight explicit providers for eight accounts took 8 processes and 1,193 MB; one " +
    "provider with [a token for each account](settings.md#several-accounts) takes one process and 155 MB for the same accounts. With 100 " +
    "accounts and 100 tokens, it took one process and at most 116 MB (dynamic) or 102 MB (plugin) on the embedded engine.";
  await writePage(
    [`# Performance`, source, run, `${reading} ${summarizeTargets()}`, markdown(), accounts].join("\n\n"),
  );
}

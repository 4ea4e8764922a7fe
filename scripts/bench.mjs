/**
 * What things cost, as ratios of times measured in this run: absolute times say little on a shared machine. Not a test.
 * Usage: npm run bench [-- --count 1000]. Where `pulumi` is on PATH the engine is measured against it.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { startSimulator } from "pulumi-whatsapp-simulator";
import { cli, embedded, lifeOf } from "./bench/project.mjs";

const { values } = parseArgs({ options: { count: { type: "string", default: "1000" } } });
const count = Number(values.count);
if (!Number.isInteger(count) || count < 100) throw new Error("--count: expected a whole number of 100 or more");

/** Seconds that Pulumi's CLI 3.259.0 took for 1,000 no-op resources when its behaviour was recorded, on 2 cores. */
const recorded = { preview: 16.5, up: 86.3, "no change": 19.8, refresh: 4.6, destroy: 57.0 };

const say = (text = "") => process.stdout.write(`${text}\n`);
const table = (title, heads, rows) => {
  say(`\n${title}\n`);
  const lines = [heads, ...rows].map((cells) => cells.map(String));
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  for (const cells of lines) say(`  ${cells.map((cell, column) => cell.padEnd(widths[column])).join("  ")}`);
};
const seconds = (value) => `${value.toFixed(1)} s`;
const ratio = (value) => `${value.toFixed(2)}x`;

async function engineScale() {
  const sizes = [10, 100, count];
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
  if (other === undefined) {
    if (count !== 1000) return;
    const rows = Object.keys(own).map((verb) => [
      verb,
      seconds(own[verb]),
      seconds(recorded[verb]),
      ratio(own[verb] / recorded[verb]),
    ]);
    table(
      "Against the CLI as recorded on another day (no `pulumi` on PATH, so the ratio is a hint only; target for up: 0.50x)",
      ["verb", "embedded", "recorded", "ratio"],
      rows,
    );
    return;
  }
  const { times } = await lifeOf("noop", other, count);
  const rows = Object.keys(own).map((verb) => [
    verb,
    seconds(own[verb]),
    seconds(times[verb]),
    ratio(own[verb] / times[verb]),
  ]);
  table(`Against ${other.name}, ${count} resources (target for up: 0.50x)`, ["verb", "embedded", "CLI", "ratio"], rows);
}

async function providerAgainstNoop(size) {
  const simulator = await startSimulator();
  try {
    const environment = {
      WHATSAPP_BASE_URL: simulator.url,
      WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
      WHATSAPP_WABA_ID: simulator.wabaId,
    };
    const own = await lifeOf("sequences", embedded, size, environment);
    const { times } = await lifeOf("noop", embedded, size);
    const rows = Object.keys(times).map((verb) => [
      verb,
      seconds(own.times[verb]),
      seconds(times[verb]),
      ratio(own.times[verb] / times[verb]),
    ]);
    table(
      `WelcomeMessageSequence against a provider that does nothing, ${size} resources (target 1.10x)`,
      ["verb", "sequences", "no-op", "ratio"],
      rows,
    );
    stateSize(own.stateText);
  } finally {
    await simulator.close();
  }
}

/** What the code reference in each resource adds to the state. */
function stateSize(stateText) {
  const state = JSON.parse(stateText);
  const rows = state.checkpoint.latest.resources.filter(({ type }) => type.includes("dynamic/whatsapp"));
  const bytes = (value) => Buffer.byteLength(JSON.stringify(value));
  const without = JSON.parse(JSON.stringify(rows, (key, value) => (key === "__provider" ? undefined : value)));
  table(
    "State per resource (target 1.20x)",
    ["with the handler", "without it", "ratio"],
    [
      [
        `${Math.round(bytes(rows) / rows.length)} B`,
        `${Math.round(bytes(without) / rows.length)} B`,
        ratio(bytes(rows) / bytes(without)),
      ],
    ],
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
  const loads = {
    "pulumi-whatsapp/runtime": "pulumi-whatsapp/runtime",
    "pulumi-whatsapp": "pulumi-whatsapp",
    "@pulumi/pulumi": "@pulumi/pulumi",
  };
  const rows = Object.values(loads).map((name) => [
    name,
    ratio(median(`require(${JSON.stringify(require.resolve(name))})`) / bare),
  ]);
  table("Starting node and loading a package, against starting node alone", ["package", "ratio"], rows);
}

loadTime();
await providerAgainstNoop(100);
await againstCli(await engineScale());

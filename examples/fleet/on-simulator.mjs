/**
 * Rolls texts out to many accounts on a simulator of Meta's API that enforces Meta's quotas: 3 accounts are throttled, 2 tokens have
 * expired, and one worker is killed. Then an hour passes, the tokens are renewed, and the rest is deployed.
 * Usage: npm run example -- fleet [--accounts N] [--workers N] [--engine embedded|cli]. Exits with 1 if a step has an unexpected result.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startSimulator } from "pulumi-whatsapp-simulator";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "60" },
    workers: { type: "string", default: "2" },
    engine: { type: "string", default: "embedded" },
  },
});
const count = Number(values.accounts);
const { engine } = values;
if (!Number.isInteger(count) || count < 20) {
  process.stderr.write("--accounts must be a whole number, 20 or more\n");
  process.exit(2);
}
if (engine !== "embedded" && engine !== "cli") {
  process.stderr.write("--engine must be embedded or cli\n");
  process.exit(2);
}

const here = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);
const print = (text) => process.stdout.write(`${text}\n`);
const expect = (condition, what) => {
  print(`${condition ? "✓" : "✗"} ${what}\n`);
  if (!condition) process.exitCode = 1;
};
const hourMs = 60 * 60 * 1000;

// A copy, so that states and reports do not end up in the example.
const dir = mkdtempSync(join(tmpdir(), "fleet-"));
const built = spawnSync(process.execPath, [require.resolve("typescript/bin/tsc")], { cwd: here, stdio: "inherit" });
if (built.status !== 0) process.exit(1);
for (const name of ["Pulumi.yaml", "content", "dist", "package.json"]) {
  cpSync(join(here, name), join(dir, name), { recursive: true });
}
const modules = require.resolve.paths("yaml").find((path) => existsSync(join(path, "pulumi-whatsapp")));
symlinkSync(modules, join(dir, "node_modules"));

/** About 500 accounts in a shard: the start of a worker costs as much as 80 accounts. */
const shards = Math.max(2, Math.ceil(count / 500));
writeFileSync(join(dir, "fleet.yaml"), `shards: ${shards}\nearlyShare: 0.1\nstopAbove: ${count < 1000 ? 0.2 : 0.05}\n`);
const variants = ["casa-luma,pt_BR", "casa-luma,es_MX", "volt,pt_BR", "volt,en_US"];
const wabaIds = Array.from({ length: count }, (_, index) => String(700_000_000_000_000 + index));
const inventory = wabaIds.map(
  (id, index) => `${id},${variants[index % variants.length]},${index === 0 ? "canary" : "active"}`,
);
writeFileSync(join(dir, "inventory.csv"), `wabaId,brand,language,state\n${inventory.join("\n")}\n`);

const throttled = [wabaIds[3], wabaIds[7], wabaIds[11]];
const expired = [wabaIds[5], wabaIds[13]];
const meta = await startSimulator({
  behaviour: { quotas: "enforce" },
  seed: { wabas: wabaIds.map((id) => ({ id, ...(throttled.includes(id) ? { callsPerHour: 1 } : {}) })) },
});
// One system user's token for most accounts, and tokens of their own for the two whose tokens expire.
const tokens = Object.fromEntries(wabaIds.map((id) => [id, meta.accessToken]));
const writeTokens = () => writeFileSync(join(dir, "tokens.json"), JSON.stringify(tokens), { mode: 0o600 });
for (const id of expired) tokens[id] = meta.addToken({ wabaIds: [id], expiresAtMs: meta.nowMs() - hourMs });
writeTokens();

Object.assign(process.env, {
  PULUMI_BACKEND_URL: `file://${dir}`,
  PULUMI_CONFIG_PASSPHRASE: "not a secret: the state is a temporary folder",
  WHATSAPP_BASE_URL: meta.url,
  WHATSAPP_ACCESS_TOKENS_FILE: join(dir, "tokens.json"),
});
const { runFleet } = require(join(dir, "dist/run.js"));
const { formatReport, writeReport } = require(join(dir, "dist/report.js"));
const { readFleet } = require(join(dir, "dist/fleet.js"));

/** Deploys, and returns the report with the calls of each account. */
async function roll(options = {}) {
  meta.clearJournal();
  const report = await runFleet({ engine, workers: Number(values.workers), all: false, print, ...options });
  writeReport(report);
  print(`\n${formatReport(report)}`);
  return { ...report, calls: countCalls() };
}

/** Counts calls like Meta: each item of a batch is one. */
function countCalls() {
  const owners = new Map(meta.sequences().map(({ id, wabaId }) => [id, wabaId]));
  const calls = new Map();
  for (const { path, verb } of meta.journal()) {
    if (verb === "batch") continue;
    const [, first = ""] = path.split("/");
    const owner = owners.get(first) ?? first;
    calls.set(owner, (calls.get(owner) ?? 0) + 1);
  }
  return calls;
}

function describeCalls(calls) {
  const perAccount = wabaIds.map((id) => calls.get(id) ?? 0);
  const total = [...calls.values()].reduce((sum, each) => sum + each, 0);
  return `${total} calls, ${(total / count).toFixed(2)} per account, at most ${Math.max(...perAccount)} for one`;
}

/** Kills the worker of one shard while a create of its accounts is under way. */
function killOneWorker() {
  const { shards: all } = readFleet();
  const victim = all.find(({ ring, accounts }) => ring === "rest" && accounts.length > 3);
  const account = victim.accounts.at(-1).wabaId;
  const fault = meta.faults.add({
    match: { wabaId: account, verb: "create" },
    when: "after",
    effect: { kind: "delay", delayMs: 500 },
  });
  let isKilled = false;
  return (stack, worker) => {
    if (stack !== victim.stack || isKilled) return;
    isKilled = true;
    void meta.faults.hit(fault.id).then(() => worker.kill("SIGKILL"));
  };
}

const runCommand = (name, words, input) => {
  const command = join(dir, "node_modules", name, "bin", `${name}.js`);
  return execFileSync(process.execPath, [command, ...words], { cwd: dir, input, encoding: "utf8", maxBuffer: 2 ** 30 });
};

/** Forecasts the calls of the first shard's accounts from a preview, which makes no call. */
function forecastCalls(stack) {
  runCommand("pulumi-whatsapp-engine", ["stack", "init", stack]);
  const preview = runCommand("pulumi-whatsapp-engine", ["preview", "--stack", stack, "--json"]);
  const { buckets } = JSON.parse(runCommand("pulumi-whatsapp", ["forecast", "--json"], preview));
  return new Map(buckets.map(({ id, calls }) => [id, calls]));
}

try {
  const [, firstShard] = readFleet().shards;
  const forecast = forecastCalls(firstShard.stack);
  print(`1. ${count} accounts in ${shards} shards: 3 throttled, 2 with expired tokens, and a worker that is killed\n`);
  const first = await roll({ onWorker: killOneWorker() });
  const failed = first.failed.map(({ wabaId }) => wabaId).sort();
  expect(
    JSON.stringify(failed) === JSON.stringify([...throttled, ...expired].sort()),
    "the report names the five accounts and no other",
  );
  expect(first.completed === count - 5, `${first.completed} accounts are completed, in spite of the killed worker`);
  expect(meta.sequences().length === count - 5, "no sequence exists twice");
  print(`${describeCalls(first.calls)}\n`);
  const healthy = firstShard.accounts.map(({ wabaId }) => wabaId).filter((id) => !failed.includes(id));
  const sum = (calls) => healthy.reduce((total, id) => total + (calls.get(id) ?? 0), 0);
  print(
    `forecast for ${healthy.length} accounts of ${firstShard.stack}: ${sum(forecast)} calls; made: ${sum(first.calls)}`,
  );
  expect(Math.abs(sum(forecast) - sum(first.calls)) <= 0.05 * sum(first.calls), "the forecast is right within 5%");

  print("2. An hour later, with new tokens\n");
  meta.seed({ wabas: throttled.map((id) => ({ id })) });
  meta.advanceClock(hourMs);
  for (const id of expired) tokens[id] = meta.addToken({ wabaIds: [id] });
  writeTokens();
  const second = await roll();
  expect(second.completed === count, "all accounts are completed");
  expect(
    wabaIds.every((id) => failed.includes(id) || !second.calls.has(id)),
    "accounts that were completed got no call",
  );
  expect(meta.sequences().length === count, "each account has its sequence");

  print("3. Again, with all shards\n");
  const third = await roll({ all: true });
  expect(third.completed === count && third.calls.size === 0, "no call is made");
} finally {
  await meta.close();
  rmSync(dir, { recursive: true, force: true });
}

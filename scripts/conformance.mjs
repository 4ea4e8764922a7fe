/**
 * Writes docs/conformance.md: the results of the replayed recordings, one row per scenario. Usage: npm run conformance, which runs the replays.
 * With --check, only compares the page with CONFORMANCE_LOG, the log of an earlier run.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "docs/conformance.md");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

function replay() {
  const dir = mkdtempSync(join(tmpdir(), "conformance-"));
  try {
    const log = join(dir, "log");
    const options = { cwd: root, stdio: "inherit", env: { ...process.env, CONFORMANCE_LOG: log } };
    spawnSync("npx", ["jest", "test/recordings/replay"], options);
    return readFileSync(log, "utf8");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const word = (isSame) => (isSame ? "yes" : "**no**");
const readRecording = (scenario) =>
  JSON.parse(readFileSync(join(root, `test/recordings/fixtures/out/${scenario}.json`), "utf8"));

/** Describes the CLI, the SDK and the date of the recordings, which are made together. */
function describeRecordings(scenarios) {
  const recordings = scenarios.map((scenario) => readRecording(scenario).recorded);
  const latest = recordings
    .map(({ date }) => date)
    .sort()
    .at(-1);
  const clis = [...new Set(recordings.map(({ cli, sdk }) => `v${cli} with SDK ${sdk}`))].sort().join(" and ");
  return `${clis} (recorded on ${latest})`;
}

function renderPage(log) {
  const results = log
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const rows = results
    .sort((a, b) => (a.scenario < b.scenario ? -1 : 1))
    .map(({ scenario, steps, same }) => [
      `\`${scenario}\``,
      readRecording(scenario).shows,
      steps,
      ...["calls", "state", "outputs", "exitCode", "messages"].map((column) => word(same[column])),
    ]);
  const heads = ["scenario", "what it shows", "steps", "calls", "state", "outputs", "exit code", "messages"];
  const table = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `# Conformance of the embedded engine

The [recordings](../test/recordings/README.md) contain ${rows.length} small scenarios on Pulumi's CLI ${describeRecordings(results.map(({ scenario }) => scenario))}. Every test
run repeats them on the embedded engine and compares each step. "yes" means that every step is equal, apart from the differences that the
page about the recordings lists. Written by \`npm run conformance\`, with every recorded scenario.

- Calls: the calls to the provider in order, with arguments and results.
- State: the exported resources, and the objects that the provider stores.
- Outputs: the outputs of the stack.
- Messages: first lines of errors, counts of changes, policy lines, and the document of \`preview --json\`.

${table}
`;
}

const prettier = await import("prettier");
const text = await prettier.format(
  renderPage(values.check ? readFileSync(process.env.CONFORMANCE_LOG ?? "", "utf8") : replay()),
  {
    ...(await prettier.resolveConfig(page)),
    parser: "markdown",
  },
);
if (!values.check) {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, text);
} else if (readFileSync(page, "utf8") !== text) {
  process.stderr.write(
    "docs/conformance.md differs from the replays. Run `npm run conformance` and review the difference.\n",
  );
  process.exitCode = 1;
}

/**
 * Writes docs/conformance.md: what the replays of the recordings found, scenario by scenario. Usage: npm run conformance, which runs
 * them; with --check and CONFORMANCE_LOG set to what a run of the tests noted, only compares the page with it.
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

/** Describes the CLI, SDK and day of the recordings, which are made together. */
function describeRecordings(scenarios) {
  const made = scenarios.map((scenario) => readRecording(scenario).recorded);
  const latest = made
    .map(({ date }) => date)
    .sort()
    .at(-1);
  const clis = [...new Set(made.map(({ cli, sdk }) => `v${cli} with SDK ${sdk}`))].sort().join(" and ");
  return `${clis} (recorded on ${latest})`;
}

function pageOf(log) {
  const verdicts = log
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const rows = verdicts
    .sort((a, b) => (a.scenario < b.scenario ? -1 : 1))
    .map(({ scenario, steps, same }) => [
      `\`${scenario}\``,
      readRecording(scenario).shows,
      steps,
      ...["calls", "state", "outputs", "exitCode", "messages"].map((column) => word(same[column])),
    ]);
  const heads = ["scenario", "what it shows", "steps", "calls", "state", "outputs", "exit code", "messages"];
  const table = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `# The embedded engine against the real one

The tests replay ${rows.length} small scenarios on the embedded engine, step by step, and compare the results with recordings of Pulumi's CLI
${describeRecordings(verdicts.map(({ scenario }) => scenario))}. "yes" means that every step gave the same result, apart from the
[listed differences](../test/recordings/README.md). Written by \`npm run conformance\`, with all recorded scenarios.

- Calls: the requests to the provider and its responses, in order.
- State: the exported resources, and the content of the provider.
- Outputs: the stack's outputs.
- Messages: first lines of errors, counts of changes, lines about policies, and the document of \`preview --json\`.

${table}
`;
}

const prettier = await import("prettier");
const text = await prettier.format(
  pageOf(values.check ? readFileSync(process.env.CONFORMANCE_LOG ?? "", "utf8") : replay()),
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
    "docs/conformance.md is not what the replays found. Run `npm run conformance` and look at the difference.\n",
  );
  process.exitCode = 1;
}

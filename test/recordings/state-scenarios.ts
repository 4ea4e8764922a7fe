import { destroy, refresh, up, type Cloud, type Scenario } from "./scenario";

function drift(cloud: Cloud): void {
  for (const row of Object.values(cloud.rows)) row["text"] = "drifted";
}
function loseA(cloud: Cloud): void {
  const lost = Object.keys(cloud.rows).find((id) => id.startsWith("t-a-"));
  if (lost !== undefined) delete cloud.rows[lost];
}

const __provider = 'exports.handler=()=>require("recorded-provider/runtime").thing;';
const inputs = { label: "a", text: "one", __provider };
const existing = { type: "pulumi-nodejs:dynamic/recorded:Thing", name: "a", id: "t-a-9", inputs };
const importFile = JSON.stringify({ resources: [{ ...existing, outputs: { ...inputs, serial: 9 } }] });

export const stateScenarios: readonly Scenario[] = [
  {
    name: "refresh-drift",
    shows: "drift, then up repairs",
    program: "basic",
    steps: [
      { run: up, step: "1" },
      { run: "refresh --preview-only", cloud: drift },
      { run: refresh },
      { run: up, step: "1" },
    ],
  },
  {
    name: "refresh-gone",
    shows: "a row disappears, then up recreates",
    program: "basic",
    steps: [
      { run: up, step: "1" },
      { run: refresh, cloud: loseA },
      { run: up, step: "1" },
    ],
  },
  {
    name: "refresh-read-fails",
    shows: "read throws during refresh",
    program: "basic",
    steps: [{ run: up, step: "1" }, { run: refresh, fail: "read:a" }, { run: refresh }],
  },
  {
    name: "up-refresh",
    shows: "up --refresh with drift",
    program: "basic",
    steps: [
      { run: up, step: "1" },
      { run: `${up} --refresh`, step: "1", cloud: drift },
    ],
  },
  {
    name: "get",
    shows: "an external resource read by id",
    steps: [{ run: up, step: "1" }, { run: up, step: "2" }, { run: refresh }, { run: destroy }],
  },
  {
    name: "secrets",
    shows: "secret config, secret input, secret in a list, secret output, secret stack output",
    steps: [
      {
        config: [
          ["recorded:token", "s3cret", "--secret"],
          ["recorded:region", "br"],
        ],
        run: up,
        step: "1",
      },
      { run: up, step: "2" },
      { run: refresh },
    ],
  },
  {
    name: "config",
    shows: "configuration changes: the default provider's stored configuration, as refresh and destroy see it",
    program: "secrets",
    steps: [
      { config: [["recorded:token", "one", "--secret"]], run: up, step: "1" },
      { config: [["recorded:token", "two", "--secret"]], run: refresh },
      { run: up, step: "1" },
      { run: destroy },
    ],
  },
  {
    name: "import-file",
    shows: "import with inputs and outputs, then no change, then update",
    program: "basic",
    steps: [
      {
        files: { "import.json": importFile },
        run: "import --file import.json --generate-code=false --protect=false --yes --skip-preview",
      },
      { run: up, step: "1" },
      { run: up, step: "2" },
    ],
  },
];

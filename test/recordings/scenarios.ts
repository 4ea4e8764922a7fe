/** The provider's rows, as the recorded provider keeps them in the file CLOUD. */
export interface Cloud {
  readonly next: number;
  readonly rows: Record<string, Record<string, unknown>>;
}
export interface Scenario {
  readonly name: string;
  /** File in fixtures/programs; the scenario's own name when absent. */
  readonly program?: string;
  /** What happens in the world before a step, by the step's index. */
  readonly cloudBefore?: Readonly<Record<number, (cloud: Cloud) => void>>;
  /** Files of the project that are written before a step, by the step's index: their text by path. */
  readonly filesBefore?: Readonly<Record<number, Readonly<Record<string, string>>>>;
  /**
   * Labels in the order in which they reach the engine, by the step's index: for steps where something fails, what is done
   * for independent resources depends on who came first, and the recording shows one such order.
   */
  readonly arrival?: Readonly<Record<number, readonly string[]>>;
  readonly parallel?: number;
}

const drift = (cloud: Cloud): void => {
  for (const row of Object.values(cloud.rows)) row["text"] = "drifted";
};
const loseFirst = (cloud: Cloud): void => {
  const [first] = Object.keys(cloud.rows);
  if (first !== undefined) delete cloud.rows[first];
};

const __provider = 'exports.handler=()=>require("recorded-provider/runtime").thing;';
const inputs = { label: "a", text: "one", __provider };
const existing = { type: "pulumi-nodejs:dynamic/recorded:Thing", name: "a", id: "t-a-9", inputs };
const importFile = JSON.stringify({ resources: [{ ...existing, outputs: { ...inputs, serial: 9 } }] });

export const CHANGES: readonly Scenario[] = [
  { name: "basic" },
  { name: "replace", program: "chain" },
  { name: "replace-delete-first", program: "chain" },
  { name: "update-chain", program: "chain" },
  { name: "component" },
  // Two provider processes at once would write the same file of rows at once.
  { name: "providers", parallel: 1 },
  { name: "parallel" },
  { name: "options" },
  { name: "rename" },
  { name: "retain" },
  { name: "json", program: "chain" },
  { name: "expect-no-changes", program: "basic" },
  { name: "outputs" },
  { name: "replace-targets", program: "chain" },
  { name: "replace-targets-options", program: "options" },
  { name: "replace-targets-component", program: "component" },
  { name: "replace-targets-get", program: "get" },
  // One process per provider, as in "providers".
  { name: "replace-targets-providers", program: "providers", parallel: 1 },
];

export const FAILURES: readonly Scenario[] = [
  { name: "pending-delete", program: "chain" },
  { name: "pending-delete-revert", program: "chain" },
  { name: "create-fails", program: "chain" },
  { name: "partial", program: "chain" },
  { name: "partial-refresh", program: "basic", arrival: { 0: ["b", "a"] } },
  { name: "update-fails", program: "basic", arrival: { 1: ["b", "a"] } },
  { name: "check-fails", program: "basic", arrival: { 0: ["b", "a"], 1: ["b", "a"], 3: ["a", "b"] } },
  { name: "diff-throws", program: "basic", arrival: { 1: ["b", "a"], 2: ["b", "a"] } },
  { name: "delete-fails", program: "basic" },
  { name: "protect", arrival: { 2: ["a", "b"] } },
  { name: "program-throws" },
  { name: "replace-targets-all", program: "chain" },
  { name: "replace-targets-half", program: "chain" },
  {
    ...{ name: "replace-targets-failures", program: "protect" },
    arrival: { 1: ["a", "b"], 2: ["a", "b"], 3: ["b", "a"] },
  },
];

export const STATE: readonly Scenario[] = [
  { name: "refresh-drift", program: "basic", cloudBefore: { 1: drift } },
  { name: "refresh-gone", program: "basic", cloudBefore: { 1: loseFirst } },
  { name: "refresh-read-fails", program: "basic" },
  { name: "up-refresh", program: "basic", cloudBefore: { 1: drift } },
  { name: "get" },
  { name: "secrets" },
  { name: "config", program: "secrets" },
  { name: "import-file", program: "basic", filesBefore: { 0: { "import.json": importFile } } },
];

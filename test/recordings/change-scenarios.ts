import { destroy, preview, refresh, up, type Scenario } from "./scenario";

// Both providers store their rows in one file, so they must not write at the same time.
const serial = "--parallel 1";

export const changeScenarios: readonly Scenario[] = [
  {
    name: "basic",
    shows: "preview, create, no change, update, update preview, destroy",
    steps: [
      { run: preview, step: "1" },
      { run: up, step: "1" },
      { run: up, step: "1" },
      { run: preview, step: "2" },
      { run: up, step: "2" },
      { run: destroy },
    ],
  },
  {
    name: "replace",
    shows: "create-before-delete replacement with a dependent that replaces",
    program: "chain",
    steps: [
      { run: up, step: "1" },
      { run: preview, step: "2" },
      { run: up, step: "2" },
    ],
  },
  {
    name: "replace-delete-first",
    shows: "deleteBeforeReplace with a dependent",
    program: "chain",
    steps: [
      { run: up, step: "dbr1" },
      { run: up, step: "dbr2" },
    ],
  },
  {
    name: "update-chain",
    shows: "in-place update of a dependency: the inputs of its dependent in preview and up",
    program: "chain",
    steps: [
      { run: up, step: "1" },
      { run: preview, step: "text" },
      { run: up, step: "text" },
    ],
  },
  {
    name: "component",
    shows: "component with children, parent, dependsOn; deletion order",
    steps: [{ run: up, step: "1" }, { run: up, step: "2" }, { run: destroy }],
  },
  {
    name: "providers",
    shows: "explicit providers with their own configuration",
    steps: [
      { run: `${up} ${serial}`, step: "1" },
      { run: `${up} ${serial}`, step: "2" },
      { run: `${destroy} ${serial}` },
    ],
  },
  {
    name: "parallel",
    shows: "ten independent resources and one that depends on all",
    steps: [{ run: up, step: "1" }, { run: destroy }],
  },
  {
    name: "options",
    shows: "ignoreChanges, replaceOnChanges, deleteBeforeReplace option, additionalSecretOutputs",
    steps: [
      { run: up, step: "1" },
      { run: preview, step: "2" },
      { run: up, step: "2" },
      { run: up, step: "2" },
    ],
  },
  {
    name: "rename",
    shows: "rename with and without an alias; parent change with alias",
    steps: [
      { run: up, step: "1" },
      { run: up, step: "2" },
    ],
  },
  { name: "retain", shows: "retainOnDelete", steps: [{ run: up, step: "1" }, { run: destroy }] },
  {
    name: "json",
    shows: "JSON output",
    program: "chain",
    steps: [
      { run: `${preview} --json`, step: "1" },
      { run: up, step: "1" },
      { run: `${preview} --json`, step: "2" },
    ],
  },
  {
    name: "expect-no-changes",
    shows: "exit codes of --expect-no-changes",
    program: "basic",
    steps: [
      { run: `${up} --expect-no-changes`, step: "1" },
      { run: `${up} --expect-no-changes`, step: "1" },
      { run: `${preview} --expect-no-changes`, step: "2" },
      { run: `${refresh} --expect-no-changes` },
    ],
  },
  {
    name: "outputs",
    shows: "stack outputs appear, change and disappear; nested and secret ones; unknowns in preview",
    steps: [
      { run: preview, step: "1" },
      { run: up, step: "1" },
      { run: preview, step: "2" },
      { run: up, step: "2" },
    ],
  },
];

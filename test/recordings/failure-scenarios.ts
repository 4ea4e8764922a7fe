import { destroy, preview, refresh, up, type Scenario } from "./scenario";

export const failureScenarios: readonly Scenario[] = [
  {
    name: "pending-delete",
    shows: "the old row's delete fails, then succeeds",
    program: "chain",
    steps: [
      { run: up, step: "1" },
      { run: up, step: "2", fail: "delete:a" },
      { run: up, step: "2", fail: "delete:a" },
      { run: up, step: "2" },
    ],
  },
  {
    name: "pending-delete-revert",
    shows: "revert while the old row is pending deletion",
    program: "chain",
    steps: [
      { run: up, step: "1" },
      { run: up, step: "2", fail: "delete:a" },
      { run: up, step: "1" },
    ],
  },
  {
    name: "create-fails",
    shows: "create fails; dependents are skipped; the next up creates",
    program: "chain",
    steps: [
      { run: up, step: "1", fail: "create:a" },
      { run: up, step: "1" },
    ],
  },
  {
    name: "replace-delete-first-fails",
    shows: "deleteBeforeReplace with a dependent: the creation fails; the next up deletes nothing again",
    program: "chain",
    steps: [
      { run: up, step: "dbr1" },
      { run: up, step: "dbr2", fail: "create:a" },
      { run: up, step: "dbr2" },
    ],
  },
  {
    name: "partial",
    shows: "create fails after the id is known: initErrors, then repair by update",
    program: "chain",
    steps: [
      { run: up, step: "1", fail: "partial:a" },
      { run: preview, step: "1" },
      { run: up, step: "1", fail: "update:a" },
      { run: up, step: "1" },
    ],
  },
  {
    name: "partial-refresh",
    shows: "initErrors cleared by refresh",
    program: "basic",
    steps: [{ run: up, step: "1", fail: "partial:a" }, { run: refresh }, { run: up, step: "1" }],
  },
  {
    name: "update-fails",
    shows: "update fails: the state keeps the old outputs",
    program: "basic",
    steps: [
      { run: up, step: "1" },
      { run: up, step: "2", fail: "update:a" },
      { run: up, step: "2" },
    ],
  },
  {
    name: "check-fails",
    shows: "check failures in preview and up",
    program: "basic",
    steps: [
      { run: preview, step: "1", fail: "check:a" },
      { run: up, step: "1", fail: "check:a" },
      { run: up, step: "1" },
      { run: preview, step: "2", fail: "check:a" },
    ],
  },
  {
    name: "diff-throws",
    shows: "diff throws in preview, up and refresh",
    program: "basic",
    steps: [
      { run: up, step: "1" },
      { run: preview, step: "2", fail: "diff:a" },
      { run: up, step: "2", fail: "diff:a" },
      { run: refresh, fail: "diff:a" },
    ],
  },
  {
    name: "delete-fails",
    shows: "delete refused: destroy, then removal from the program",
    program: "basic",
    steps: [
      { run: up, step: "1" },
      { run: destroy, fail: "delete:a" },
      { run: up, step: "none", fail: "delete:a" },
      { run: up, step: "none" },
    ],
  },
  {
    name: "protect",
    shows: "protected: removal, replacement and destroy are refused; unprotect works",
    steps: [
      { run: up, step: "1" },
      { run: up, step: "removed" },
      { run: up, step: "replace" },
      { run: destroy },
      { run: up, step: "unprotected" },
      { run: destroy },
    ],
  },
  {
    name: "program-throws",
    shows: "the program throws after registering a resource",
    steps: [
      { run: up, step: "1" },
      { run: up, step: "throw" },
      { run: up, step: "1" },
    ],
  },
];

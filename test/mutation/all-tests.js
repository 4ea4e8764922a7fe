/**
 * Loads the tests that `npm run mutation` runs against every mutant into one file, so that a mutant needs a single start: those of the
 * folders `client`, `runtime` and `schema` that run in this process. Left out are tests that start processes of their own (they would run
 * the built package, not the mutated sources), that load the SDK (twice the start time), or that read the sources.
 */
const { readdirSync } = require("node:fs");
const { join } = require("node:path");

const leftOut = new Set(
  [
    "hostile-programs",
    "killed",
    "process-real",
    "proxy-processes",
    "real-engine",
    "states",
    "rate-limiting",
    "webhooks",
  ]
    .map((name) => `test/faults/${name}.test.ts`)
    .concat(["blue-green", "replace-targets", "two-accounts"].map((name) => `test/ads/${name}.test.ts`))
    .concat("test/runtime/concurrent-runs.test.ts")
    .concat(
      ["money-source", "outbox-full", "sandbox-killed", "sandbox-life", "sandbox-once"].map(
        (name) => `test/orders/${name}.test.ts`,
      ),
    ),
);
const folders = [
  "provider/src/client",
  "provider/src/schema",
  "provider/src/schema/order",
  "provider/src/runtime",
  "provider/src/runtime/definitions",
  "provider/src/runtime/order",
  "test/runtime",
  "test/ads",
  "test/faults",
  "test/orders",
];

function listTests() {
  return folders.flatMap((folder) =>
    readdirSync(join(__dirname, "../..", folder))
      .sort()
      .map((name) => `${folder}/${name}`)
      .filter((file) => file.endsWith(".test.ts") && !leftOut.has(file)),
  );
}

// `npm run mutation -- FILES --tests TESTS` runs these alone.
const chosen = process.env.MUTATION_TESTS?.split(",");
for (const file of chosen ?? listTests()) {
  // Two files may have a test of the same name.
  describe(file, () => {
    require(`../../${file}`);
  });
}

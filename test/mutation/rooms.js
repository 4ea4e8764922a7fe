/**
 * The tests that `npm run mutation` runs against every change: those of the rooms `client`, `runtime` and `schema` that run in
 * this process, as one file, so that a change costs one start and not thirty. Left out is what starts processes of its own,
 * which would run the built package and not the changed sources, what loads the SDK, which doubles the start, and what reads the
 * sources themselves.
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

function listRoomTests() {
  return folders.flatMap((folder) =>
    readdirSync(join(__dirname, "../..", folder))
      .sort()
      .map((name) => `${folder}/${name}`)
      .filter((file) => file.endsWith(".test.ts") && !leftOut.has(file)),
  );
}

// `npm run mutation -- FILES --tests TESTS` runs these alone.
const chosen = process.env.MUTATION_TESTS?.split(",");
for (const file of chosen ?? listRoomTests()) {
  // The name of the file keeps apart two tests of one name.
  describe(file, () => {
    require(`../../${file}`);
  });
}

/** Checks that `npm start -- --json` prints one JSON document and nothing else on standard output. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

const stdout = execFileSync("npm", ["start", "--silent", "--", "--json"], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
const { engine, outputs, calls, ...rest } = JSON.parse(stdout);
assert.deepEqual(rest, {});
assert.equal(engine, "embedded");
assert.match(outputs.sequenceId, /^\d+$/);
assert.equal(outputs.isUsedInAd, false);
assert.equal(calls.filter(({ method }) => method === "POST").length, 1);
for (const call of calls) assert.deepEqual(Object.keys(call), ["method", "path", "status"]);

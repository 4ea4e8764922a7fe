/**
 * Runs the tests in test/redis: the webhook receiver and its store on a real Redis server, which the tests start.
 * Without `redis-server` on PATH it prints that the tests are skipped; with `--required`, it fails. Other arguments go to Jest.
 */
import { spawnSync } from "node:child_process";
import { runJest } from "./support/run-jest.mjs";

const args = process.argv.slice(2);
const redis = spawnSync("redis-server", ["--version"], { encoding: "utf8" });

if (redis.status !== 0) {
  process.stderr.write(
    "Skipped: no redis-server on PATH for the webhook receiver. Debian's package is redis-server.\n",
  );
  process.exitCode = args.includes("--required") ? 1 : 0;
} else {
  process.stderr.write(redis.stdout);
  process.exitCode = runJest("jest.redis.config.js", args);
}

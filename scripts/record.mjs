/**
 * Replaces the recordings in test/recordings with new ones of Pulumi's CLI, the one on PATH or a build of the pinned version. Arguments go to
 * Jest: `npm run record -- -t refresh-drift`.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const testCli = fileURLToPath(new URL("test-cli.mjs", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [testCli, "--required", "test/real-cli/recordings", ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, RECORD: "1" } },
);
process.exitCode = status ?? 1;

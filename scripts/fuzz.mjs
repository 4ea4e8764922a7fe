// Sends random requests to the simulator, 20,000 unless FUZZ_RUNS says another number: CONTRIBUTING.md, "Random programs".
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const jest = createRequire(import.meta.url).resolve("jest/bin/jest.js");
const env = { ...process.env, FUZZ_RUNS: process.env.FUZZ_RUNS ?? "20000" };
const { status } = spawnSync(process.execPath, [jest, "test/simulator-fuzz"], { stdio: "inherit", env });
process.exit(status ?? 1);

// Sends random requests to the simulator, 20,000 unless FUZZ_RUNS says another number: CONTRIBUTING.md, "Random programs".
import { runJest } from "./support/run-jest.mjs";

const env = { ...process.env, FUZZ_RUNS: process.env.FUZZ_RUNS ?? "20000" };
process.exitCode = runJest("jest.config.js", ["test/simulator-fuzz"], env);

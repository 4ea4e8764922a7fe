// Sends random requests to the simulator, 20,000 or FUZZ_RUNS of them (CONTRIBUTING.md, "Random programs").
import { runJest } from "./support/run-jest.mjs";

const env = { ...process.env, FUZZ_RUNS: process.env.FUZZ_RUNS ?? "20000" };
process.exitCode = runJest("jest.config.js", ["test/simulator-fuzz"], env);

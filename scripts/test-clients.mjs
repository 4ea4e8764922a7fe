/**
 * Runs the tests in test/clients: third-party clients against the simulator.
 * Without Python it prints that the tests are skipped; with `--required`, it fails. Other arguments go to Jest.
 */
import { runJest } from "./support/run-jest.mjs";
import { installPackages } from "./support/tool-packages.mjs";

const args = process.argv.slice(2);
const clients = await installPackages({
  name: "clients",
  command: "npm run test:clients",
  write: (text) => process.stderr.write(text),
}).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

if ("missing" in clients) {
  // .ci/run counts this line as skipped.
  process.stderr.write(`Skipped: no Python for the third-party clients. ${clients.missing}\n`);
  process.exitCode = args.includes("--required") ? 1 : 0;
} else {
  process.stderr.write(`Third-party clients on Node ${process.versions.node} and Python ${clients.pythonVersion}\n`);
  process.exitCode = runJest("jest.clients.config.js", args);
}

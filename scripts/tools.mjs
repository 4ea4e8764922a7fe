/** Builds Pulumi's CLI and the YAML language host unless a CLI is on PATH. Prints the folder to add to PATH. */
import { printSkipped, provideCli } from "./support/pulumi-cli.mjs";

const cli = await provideCli({ write: (text) => process.stderr.write(text) }).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
if ("missing" in cli) {
  printSkipped(cli);
} else {
  process.stderr.write(`Pulumi CLI v${cli.version} (${cli.source}) is in:\n`);
  process.stdout.write(`${cli.binDir}\n`);
}

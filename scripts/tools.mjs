/** Builds Pulumi's CLI and the YAML language host when there is none on PATH, and prints the folder that holds them. */
import { provideCli } from "./support/pulumi-cli.mjs";

const cli = await provideCli({ write: (text) => process.stderr.write(text) });
if ("missing" in cli) {
  process.stderr.write(`Pulumi's CLI: skipped. ${cli.missing}\n`);
} else {
  process.stderr.write(`Pulumi's CLI v${cli.version} (${cli.source === "PATH" ? "from PATH" : "built"}) is in:\n`);
  process.stdout.write(`${cli.binDir}\n`);
}

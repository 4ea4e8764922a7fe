import { delimiter, join } from "node:path";
import { provideCli } from "../support/pulumi-cli.mjs";

/** Finds the CLI on PATH or an earlier build (`npm run tools`). Returns a sentence for the report too. */
export async function findCli() {
  const cli = await provideCli({ range: ">=3", build: false });
  if ("missing" in cli) return { note: `No Pulumi CLI was found, so nothing was measured on it. ${cli.missing}` };
  const name = `Pulumi CLI ${cli.version}`;
  const environment = { PATH: [cli.binDir, process.env.PATH].join(delimiter) };
  return {
    engine: { name, command: [join(cli.binDir, "pulumi")], environment },
    note: `The CLI is ${cli.version} (${cli.source}).`,
  };
}

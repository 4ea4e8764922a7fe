import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CliCommand } from "./cli-command";
import type { CommandIo } from "./io";
import { runSimulator, type RunOptions } from "./run-simulator";

/** Width of generated help, independent of the terminal. */
const helpWidth = 80;

/** Builds the program without its `complete` command. */
export function createProgram(words: readonly string[], io: CommandIo): CliCommand {
  const program = new CliCommand("pulumi-whatsapp-simulator")
    .description(
      "Simulates the parts of Meta's Graph API that WhatsApp Business content needs, on 127.0.0.1. Nothing is sent to Meta, and nothing is kept when it stops.",
    )
    .version(readOwnVersion())
    .helpCommand(true)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      ...{ writeOut: io.stdout, writeErr: io.stderr },
      ...{ getOutHelpWidth: () => helpWidth, getErrHelpWidth: () => helpWidth },
    })
    .option("--port <number>", "port of the Graph API; 0 takes any free one", "0")
    .option("--control-port <number>", "port of the control API; 0 takes any free one", "0")
    .option("--seed <file>", "JSON file with the initial content")
    .option("--wire <json>", `shape of responses, as in '{"idKey":"sequence_id"}'`)
    .option("--behaviour <json>", `what Meta leaves open, as in '{"uniqueNames":true}'`)
    .option(
      "--platform-date <date>",
      "day that decides which versions and features of Meta exist; default: WHATSAPP_PLATFORM_DATE, else today",
    )
    .option("--json", "print one line of JSON when ready, instead of text")
    .addHelpText("after", examples);
  // Without an action, commander reports an unknown command and suggests a similar one.
  if (words[0]?.startsWith("-") !== false) program.action((options: RunOptions) => runSimulator(io, options));
  return program;
}

const examples = `
Examples:
  pulumi-whatsapp-simulator
  pulumi-whatsapp-simulator --port 4010 --seed seed.json
  pulumi-whatsapp-simulator --json --behaviour '{"uniqueNames":true}'

Exit codes:
  0 stopped by SIGINT or SIGTERM
  1 did not start: a port is taken, or the seed cannot be read
  2 wrong usage`;

const manifest = z.object({ version: z.string() });

/** Reads the version from the package's manifest, two folders above both the sources and the build. */
function readOwnVersion(): string {
  return manifest.parse(JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"))).version;
}

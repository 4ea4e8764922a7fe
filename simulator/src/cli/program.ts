import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument } from "commander";
import { z } from "zod";
import { CliCommand } from "./cli-command";
import type { CommandIo } from "./io";
import { defaultPort, runSimulator, type RunOptions } from "./run-simulator";
import { writeExampleSeed } from "./write-example-seed";

/** Width of generated help, independent of the terminal. */
const helpWidth = 80;

/** Builds the program without its `complete` command. */
export function createProgram(words: readonly string[], io: CommandIo): CliCommand {
  const program = new CliCommand("pulumi-whatsapp-simulator")
    .description(
      "Simulates the parts of Meta's Graph API that WhatsApp Business content needs, on 127.0.0.1. Nothing is sent to Meta. A page shows ads, chats, requests and webhooks while it runs.",
    )
    .version(readOwnVersion())
    .helpCommand(true)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      ...{ writeOut: io.stdout, writeErr: io.stderr },
      ...{ getOutHelpWidth: () => helpWidth, getErrHelpWidth: () => helpWidth },
    })
    .option(
      "--port <number>",
      `port of the Graph API; 0 takes any free one; default: ${defaultPort}, or a free one if it is taken`,
    )
    .option(
      "--control-port <number>",
      "port of the page and the control API; default: the port after --port, or a free one",
    )
    .option("--open", "open the page in the browser")
    .option("--seed <file>", "YAML or JSON file with the initial content; init writes an example")
    .option("--data <dir>", "folder that keeps the state when the simulator stops; created if missing")
    .option("--wire <json>", `shape of responses, as in '{"idKey":"sequence_id"}'`)
    .option("--behaviour <json>", `what Meta leaves open, as in '{"uniqueNames":true}'`)
    .option(
      "--platform-date <date>",
      "day that decides which versions and features of Meta exist; default: WHATSAPP_PLATFORM_DATE, else today",
    )
    .option("--json", "print one line of JSON when ready, instead of text")
    .addHelpText("after", examples);
  program
    .command("init")
    .summary("write an example of a seed file")
    .description("Writes an example of a seed file, with comments.")
    .addArgument(new Argument("[file]", "file to write").default("simulator.yaml"))
    .action((file: string) => writeExampleSeed(io, file));
  // Without an action, commander reports an unknown command and suggests a similar one.
  if (words[0]?.startsWith("-") !== false) program.action((options: RunOptions) => runSimulator(io, options));
  return program;
}

const examples = `
Examples:
  pulumi-whatsapp-simulator
  pulumi-whatsapp-simulator init
  pulumi-whatsapp-simulator --seed simulator.yaml --open
  pulumi-whatsapp-simulator --port 4010 --data ./simulator-data
  pulumi-whatsapp-simulator --json --behaviour '{"uniqueNames":true}'

Exit codes:
  0 stopped by SIGINT or SIGTERM
  1 did not start: a port is taken, or the seed or the data cannot be read
  2 wrong usage`;

const manifest = z.object({ version: z.string() });

/** Reads the version from the package's manifest, two folders above both the sources and the build. */
function readOwnVersion(): string {
  return manifest.parse(JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"))).version;
}

import { once } from "node:events";
import { Option } from "commander";
import type { CliCommand } from "../cli-command";
import { addGraphOptions, connectionOf, accountTokenHelp, type ConnectionOptions } from "../connection-options";
import type { CommandIo } from "../io";
import { requireOneStdin } from "../stdin";
import { languages, themes, type Language, type Theme } from "./chat-library";
import { requireInput, showChats, type ShowFlags } from "./show";
import { startWatch, type WatchFlags } from "./watch";

interface ShowOptions extends ConnectionOptions {
  readonly html?: string;
  readonly svg?: string;
  readonly png?: string;
  readonly theme: Theme;
  readonly lang?: Language;
  readonly force?: boolean;
  readonly watch?: boolean;
  readonly port?: string;
  readonly policyConfig?: string;
}

/** Adds `show`. */
export function addShowCommand(program: CliCommand, io: CommandIo): void {
  const command = program
    .command("show")
    .summary("show sequences and orders as the person sees them")
    .description(description)
    .argument("[file...]", "files, folders, or - for standard input")
    .option("--waba <id>", "also show the sequences of this live account")
    .option("--html <file>", "write a page with all chats instead of printing them")
    .option("--svg <folder>", "write an SVG image of each chat")
    .option("--png <folder>", "write a PNG image of each chat")
    .addOption(new Option("--theme <name>", "colors of the images").choices(themes).default("light"))
    .addOption(
      new Option(
        "--lang <language>",
        "language of labels such as buttons; default: en for sequences, pt for orders",
      ).choices(languages),
    )
    .option("--force", "overwrite files that exist")
    .option("--watch", "serve a page on this machine that loads itself again when a file changes, until Ctrl-C")
    .option("--port <number>", "port of --watch; default: a free one")
    .option("--policy-config <file>", "configuration of the policy pack, for its findings in --watch");
  addGraphOptions(command)
    .addHelpText("after", `${inputsHelp}\n${accountTokenHelp}\n${examples}`)
    .action(async (inputs: readonly string[], options: ShowOptions, self: CliCommand) => {
      refuseConflicts(self, inputs, options);
      if (options.watch === true) await watch(io, readWatchFlags(self, inputs, options));
      else {
        const flags = readShowFlags(inputs, options);
        requireInput(flags);
        await showChats(io, flags);
      }
    });
}

const description =
  "Shows welcome messages and orders as a person sees them in the chat: in the terminal, or as HTML, SVG and PNG. Needs the package pulumi-whatsapp-chat. Sends nothing, except the requests that read the account of --waba. Files that are not valid are reported with their fields, and the exit code is 1.";

const inputsHelp = `
Inputs:
  Sequences and order messages in YAML or JSON, the output of
  \`pulumi stack export\` and of \`pulumi preview --json\`. A folder means every
  *.yaml, *.yml and *.json in it and its subfolders. Secrets are shown as
  [secret], unknown values as (known after apply).`;

const examples = `
Examples:
  pulumi-whatsapp show content
  pulumi-whatsapp show content --watch
  pulumi-whatsapp show order.json --png pictures --theme dark
  pulumi stack export | pulumi-whatsapp show -`;

function refuseConflicts(command: CliCommand, inputs: readonly string[], options: ShowOptions): void {
  requireOneStdin(command, inputs);
  if (options.watch !== true) {
    const extra = (
      [
        ["--port", options.port],
        ["--policy-config", options.policyConfig],
      ] as const
    ).find(([, value]) => value !== undefined);
    if (extra !== undefined) command.error(`${extra[0]} needs --watch.`);
    return;
  }
  if (inputs.length === 0 || inputs.includes("-")) command.error("--watch needs files or folders.");
  const other = (["waba", "html", "svg", "png"] as const).find((name) => options[name] !== undefined);
  if (other !== undefined) command.error(`--watch cannot be combined with --${other}.`);
}

function readShowFlags(inputs: readonly string[], options: ShowOptions): ShowFlags {
  const { html, svg, png, theme, lang, force = false, waba } = options;
  return {
    ...{ inputs, html, svg, png, theme, force },
    account: waba === undefined ? undefined : connectionOf(options),
    language: lang,
  };
}

function readWatchFlags(
  command: CliCommand,
  inputs: readonly string[],
  { port = "0", lang, policyConfig }: ShowOptions,
): WatchFlags {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : Infinity;
  if (number > 65_535) command.error("--port must be a number from 0 to 65535.");
  return { inputs, port: number, language: lang, policyConfig };
}

/** Serves the page until the process is interrupted. */
async function watch(io: CommandIo, flags: WatchFlags): Promise<void> {
  const server = await startWatch(io, flags);
  io.stdout(`${server.url}\n`);
  io.stderr("The page shows changes as you save. Stop with Ctrl-C.\n");
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
}

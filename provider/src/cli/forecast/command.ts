import { UserError } from "../../runtime/user-error";
import type { CliCommand } from "../cli-command";
import { exit, printWarning, type CommandIo, type ExitCode } from "../io";
import { findPreviewOutput, readPreview } from "../read-preview";
import { explainFailure } from "../show/preview-failure";
import { forecastCalls, type ForecastOptions } from "./forecast";
import { addLimitOptions, readLimitOptions, type LimitOptions } from "./options";
import { forecastJson, forecastText } from "./print";
import { describeUnusedActive, listWaiting } from "./wording";

interface ForecastCommandOptions extends LimitOptions {
  readonly json?: boolean;
  readonly failIfWaits?: boolean;
}

/** Adds `forecast`. `finish` receives the exit code. */
export function addForecastCommand(program: CliCommand, io: CommandIo, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command("forecast")
    .summary("count the calls to Meta that an update will make")
    .description(description)
    .argument("[file]", "output of `pulumi preview --json`, or - for standard input", "-");
  addLimitOptions(command)
    .option("--fail-if-waits", "exit with 4 if an account has to wait")
    .option("--json", "print every account in one JSON document")
    .addHelpText("after", examples)
    .action(async (file: string, options: ForecastCommandOptions, self: CliCommand) => {
      const limits = readLimitOptions(self, options);
      const forecast = await readForecast(io, file, limits);
      const unused = describeUnusedActive(forecast, limits.active);
      if (unused !== undefined) printWarning(io, unused);
      io.stdout(options.json === true ? forecastJson(forecast) : forecastText(forecast));
      if (options.failIfWaits === true && listWaiting(forecast).length > 0) finish(exit.findings);
    });
}

const description =
  "Reads the output of a preview and counts the calls that the update will make: for each account, with its share of Meta's hourly limit, and which accounts have to wait. Sends nothing. The count assumes that nothing fails and that nothing of the hour's limit is used. An account of --active that the update does not call causes a warning and no error, because a preview lists only what changes.";

const examples = `
Examples:
  pulumi preview --json | pulumi-whatsapp forecast
  pulumi-whatsapp forecast preview.json --active all --fail-if-waits
  pulumi-whatsapp forecast preview.json --json

Exit codes:
  0 the forecast is printed
  1 the file cannot be read, or the preview failed
  2 wrong usage
  4 an account has to wait (with --fail-if-waits)`;

async function readForecast(io: CommandIo, file: string, options: ForecastOptions) {
  const text = await readPreview(io, file);
  const output = findPreviewOutput(text);
  const failure = explainFailure(output, text);
  if (output === undefined || failure !== undefined) {
    const reasons =
      failure?.reasons.map(
        ({ resource, message }) => `- ${resource === undefined ? "" : `${resource}: `}${message}\n`,
      ) ?? [];
    throw new UserError(
      `The calls cannot be counted, because ${file === "-" ? "standard input" : file} is not the output of a preview that succeeded.\n${reasons.join("")}`.trimEnd(),
    );
  }
  return forecastCalls(output, options);
}

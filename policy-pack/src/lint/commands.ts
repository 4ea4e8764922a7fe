import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { digestContent } from "../content";
import type { Preset } from "../presets";
import { checkSubjects, type CheckReport } from "./check";
import { readConfiguration, type Configuration } from "./configuration";
import { readInputs, type Inputs } from "./inputs";
import {
  getErrorCode,
  exitCodes,
  escapeControls,
  escapeJsonControls,
  UsageError,
  type CommandIo,
  type ExitCode,
} from "./io";
import { createSarifLog } from "./sarif";
import { isLanguage, type Language } from "../text/language";
import { countResults, formatDiagnostic, formatSummary, formatTextReport, type Counts } from "./text-report";
import { readVersion } from "./version";

export const formats = ["text", "sarif"] as const;
export type Format = (typeof formats)[number];

export interface LintFlags {
  readonly inputs: readonly string[];
  readonly preset: Preset | undefined;
  readonly config: string | undefined;
  readonly format: Format;
  readonly output: string | undefined;
  readonly maxWarnings: number;
  /** Language of the text report. Default: the user's on a terminal, otherwise English. */
  readonly language: Language | undefined;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** Checks the sequences and orders of all files and writes the report. */
export async function lint(io: CommandIo, flags: LintFlags): Promise<ExitCode> {
  const configuration = await readConfiguration(io, flags.config, flags.preset);
  const inputs = await readInputs(io, flags.inputs);
  const results = await checkSubjects(configuration.selection, inputs, { now: io.now });
  const exitCode = chooseExitCode(inputs, results, flags);
  io.stderr(inputs.errors.map((error) => `${formatDiagnostic(error, "error")}\n`).join(""));
  const counts = countInputs(inputs);
  const language = flags.language ?? (io.isTerminal ? readLocale(io.env) : "en");
  const text = (isColored: boolean): string =>
    formatTextReport(results, counts, inputs.notes, { language, isColored, isVerbose: flags.verbose });
  const isColored = flags.color && io.isTerminal && (io.env["NO_COLOR"] ?? "") === "";
  const report = flags.format === "text" ? text(false) : formatSarif(configuration, inputs, results, exitCode);
  if (flags.output === undefined) io.stdout(flags.format === "text" ? text(isColored) : report);
  else {
    await writeReport(io, flags.output, report);
    io.stdout(flags.format === "text" ? `${formatSummary(results, counts, language)}\n` : text(isColored));
  }
  return exitCode;
}

/** Reads the user's language from the locale: the first of these variables that is set, e.g. `pt_BR.UTF-8`. */
function readLocale(env: CommandIo["env"]): Language {
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value !== undefined && value !== "");
  const [name = ""] = (locale ?? "").toLowerCase().split(/[_.@-]/);
  return isLanguage(name) ? name : "en";
}

function countInputs({ files, errors, sequences, orders }: Inputs): Counts {
  const invalid = new Set(errors.map(({ file }) => file));
  const used = new Set([...sequences, ...orders].map(({ file }) => file));
  return {
    files: files.filter((file) => used.has(file) || !invalid.has(file)).length,
    ...{ invalid: invalid.size, sequences: sequences.length, orders: orders.length },
  };
}

function chooseExitCode({ errors }: Inputs, results: CheckReport, { maxWarnings }: LintFlags): ExitCode {
  if (errors.length > 0) return exitCodes.invalid;
  const hasFailed =
    countResults(results, "error") > 0 ||
    results.expiredWaivers.length > 0 ||
    countResults(results, "warning") > maxWarnings;
  return hasFailed ? exitCodes.findings : exitCodes.success;
}

function formatSarif(
  { selection, file = "", locateWaiver }: Configuration,
  { errors, notes }: Inputs,
  results: CheckReport,
  exitCode: ExitCode,
): string {
  const expiredWaivers = results.expiredWaivers.map((waiver) => ({
    ...{ file, waiver, reason: waiver.reason },
    region: locateWaiver(selection.waivers.indexOf(waiver)),
  }));
  const log = createSarifLog({ report: results, errors, notes, expiredWaivers, exitCode, version: readVersion() });
  return `${escapeJsonControls(JSON.stringify(log, undefined, 2))}\n`;
}

async function writeReport({ cwd }: CommandIo, output: string, report: string): Promise<void> {
  const path = resolve(cwd, output);
  await writeFile(path, report).catch((error: unknown) => {
    throw new UsageError(`${relative(cwd, path)}: cannot be written (${getErrorCode(error)}); correct --output`);
  });
}

/** Prints the digest of each sequence with its file and name. */
export async function printDigests(io: CommandIo, words: readonly string[]): Promise<ExitCode> {
  const { sequences, errors, notes } = await readInputs(io, words);
  for (const { content, file, name, isNamed } of sequences) {
    const label = escapeControls(isNamed ? `${file}:${name}` : name);
    const digest = digestContent(content);
    if (digest !== undefined) io.stdout(`${digest}  ${label}\n`);
    else if (isNamed) io.stderr(`${label} warning: has no digest, because some of its texts are not known\n`);
    else io.stderr(`${label} warning: has no digest, because it has no name; add one\n`);
  }
  io.stderr(
    [
      ...errors.map((one) => `${formatDiagnostic(one, "error")}\n`),
      ...notes.map((one) => `${formatDiagnostic(one, "note")}\n`),
    ].join(""),
  );
  return errors.length > 0 ? exitCodes.invalid : exitCodes.success;
}

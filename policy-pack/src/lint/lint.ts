import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { Preset } from "../presets";
import { check, type Checked } from "./check";
import { readConfiguration, type Configuration } from "./configuration";
import { readInputs, type Inputs } from "./inputs";
import { codeOf, exitCodes, harmlessJson, UsageError, type CommandIo, type ExitCode } from "./io";
import { sarifLog } from "./sarif";
import { countOf, remarkLine, summary, textReport, type Counts } from "./text-report";
import { ownVersion } from "./version";

export const formats = ["text", "sarif"] as const;
export type Format = (typeof formats)[number];

export interface LintFlags {
  readonly inputs: readonly string[];
  readonly preset: Preset | undefined;
  readonly config: string | undefined;
  readonly format: Format;
  readonly output: string | undefined;
  readonly maxWarnings: number;
  readonly color: boolean;
}

/** Checks the sequences and orders of all files by the chosen rules and reports what they say. */
export async function lint(io: CommandIo, flags: LintFlags): Promise<ExitCode> {
  const configuration = await readConfiguration(io, flags.config, flags.preset);
  const inputs = await readInputs(io, flags.inputs);
  const checked = await check(configuration.selection, inputs, { now: io.now });
  const exitCode = exitCodeOf(inputs, checked, flags);
  io.stderr(inputs.complaints.map((complaint) => `${remarkLine(complaint, "error")}\n`).join(""));
  const counts = countInputs(inputs);
  const text = (color: boolean): string => textReport(checked, counts, inputs.notes, color);
  const isColored = flags.color && io.isTerminal && (io.env["NO_COLOR"] ?? "") === "";
  const report = flags.format === "text" ? text(false) : sarifText(configuration, inputs, checked, exitCode);
  if (flags.output === undefined) io.stdout(flags.format === "text" ? text(isColored) : report);
  else {
    await write(io, flags.output, report);
    io.stdout(flags.format === "text" ? `${summary(checked, counts)}\n` : text(isColored));
  }
  return exitCode;
}

function countInputs({ files, complaints, sequences, orders }: Inputs): Counts {
  const invalid = new Set(complaints.map(({ file }) => file));
  const used = new Set([...sequences, ...orders].map(({ file }) => file));
  return {
    files: files.filter((file) => used.has(file) || !invalid.has(file)).length,
    ...{ invalid: invalid.size, sequences: sequences.length, orders: orders.length },
  };
}

function exitCodeOf({ complaints }: Inputs, checked: Checked, { maxWarnings }: LintFlags): ExitCode {
  if (complaints.length > 0) return exitCodes.wrong;
  const isFailed =
    countOf(checked, "error") > 0 || checked.expired.length > 0 || countOf(checked, "warning") > maxWarnings;
  return isFailed ? exitCodes.found : exitCodes.clean;
}

function sarifText(
  { selection, file = "", waiverRegion }: Configuration,
  { complaints, notes }: Inputs,
  checked: Checked,
  exitCode: ExitCode,
): string {
  const expired = checked.expired.map((waiver) => ({
    ...{ file, waiver, reason: waiver.reason },
    region: waiverRegion(selection.waivers.indexOf(waiver)),
  }));
  const log = sarifLog({ checked, complaints, notes, expired, exitCode, version: ownVersion() });
  return `${harmlessJson(JSON.stringify(log, undefined, 2))}\n`;
}

async function write({ cwd }: CommandIo, output: string, report: string): Promise<void> {
  const path = resolve(cwd, output);
  await writeFile(path, report).catch((error: unknown) => {
    throw new UsageError(`${relative(cwd, path)}: cannot be written (${codeOf(error)}); correct --output`);
  });
}

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonMap = { readonly [key: string]: Json };

/** A call in the log of the recorded provider. */
export interface ProviderCall {
  readonly method: string;
  readonly args: JsonMap;
  readonly result?: Json;
  readonly error?: string;
  readonly partial?: JsonMap;
}
/** Provider, state and outputs after a step of a scenario. */
export interface StepResult extends Outcome {
  readonly rpc: readonly ProviderCall[];
  readonly cloud: Json;
}
/** Result of a command and the stack after it. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: readonly string[];
  readonly state: JsonMap;
  readonly outputs: Json;
  /** Counts of changes, by operation. */
  readonly changes: Readonly<Record<string, number>>;
  /** First lines of the errors. */
  readonly errors: readonly string[];
  /** Output of `preview --json`. */
  readonly document?: JsonMap | undefined;
}
/** A recorded step. The rest of a `StepResult` is parsed from its text. */
export interface RecordedStep extends Omit<StepResult, "changes" | "errors" | "document"> {
  readonly command: string;
  readonly step?: string | undefined;
  readonly fail?: string | undefined;
}
export interface Recording {
  readonly scenario: string;
  readonly shows: string;
  readonly recorded: { readonly cli: string; readonly sdk: string; readonly node: string; readonly date: string };
  readonly steps: readonly RecordedStep[];
}

export const fixturesDir = join(__dirname, "fixtures");
export const recordingsDir = join(fixturesDir, "out");

export function loadRecording(name: string): Recording {
  return JSON.parse(readFileSync(join(recordingsDir, `${name}.json`), "utf8")) as Recording;
}

export function saveRecording(recording: Recording): void {
  const file = join(recordingsDir, `${recording.scenario}.json`);
  writeFileSync(file, `${JSON.stringify(recording, null, 1)}\n`);
}

/** Parses the text of a recorded step. */
export function readStep(step: RecordedStep): StepResult {
  return { ...step, ...readText(step.command, step.stdout) };
}

/** Reads the result of a command from the CLI's text or JSON. */
export function readText(command: string, stdout: readonly string[]): Pick<Outcome, "changes" | "errors" | "document"> {
  if (command.includes("--json")) {
    const document = JSON.parse(stdout.join("\n")) as JsonMap;
    return { changes: document["changeSummary"] as Readonly<Record<string, number>>, errors: [], document };
  }
  return { changes: readChanges(stdout), errors: readErrors(stdout) };
}

const operationByWord: Readonly<Record<string, string>> = {
  create: "create",
  created: "create",
  update: "update",
  updated: "update",
  replace: "replace",
  replaced: "replace",
  delete: "delete",
  deleted: "delete",
  imported: "import",
  unchanged: "same",
};

/** Reads the counts under "Resources:". */
function readChanges(stdout: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const lines = stdout.slice(stdout.indexOf("Resources:") + 1);
  for (const line of lines) {
    const match = /^ +(?:\+-|[+~=-])? ?(?:\d+ changes\. )?(\d+) (?:to )?(\w+)$/.exec(line);
    const operation = operationByWord[match?.[2] ?? ""];
    if (operation !== undefined) counts[operation] = Number(match?.[1]);
  }
  return counts;
}

/** Reads the block "Policies:", with dynamic types as the embedded engine shows them. */
export function readPolicyLines(stdout: readonly string[]): readonly string[] {
  const start = stdout.indexOf("Policies:");
  const lines = start === -1 ? [] : stdout.slice(start + 1);
  const end = lines.indexOf("");
  return lines.slice(0, end).map((line) => line.replace("pulumi-nodejs:dynamic/", ""));
}

/** Reads the first lines of the errors under "Diagnostics:". */
function readErrors(stdout: readonly string[]): readonly string[] {
  const start = stdout.indexOf("Diagnostics:");
  const lines = start === -1 ? [] : stdout.slice(start);
  return lines.flatMap((line) => /^ {4}error: (.*)$/.exec(line)?.[1] ?? []).sort();
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonMap = { readonly [key: string]: Json };

/** One call the recorded provider received, as it logs it. */
export interface ProviderCall {
  readonly method: string;
  readonly args: JsonMap;
  readonly result?: Json;
  readonly error?: string;
  readonly partial?: JsonMap;
}
/** What a step of a scenario left behind, on the real engine or on this one. */
export interface StepTrace {
  readonly exitCode: number;
  readonly rpc: readonly ProviderCall[];
  readonly state: JsonMap;
  readonly outputs: Json;
  readonly cloud: Json;
  /** What `preview --json` printed. */
  readonly document?: JsonMap | undefined;
}
export interface RecordedStep extends StepTrace {
  readonly command: string;
  readonly step?: string;
  readonly fail?: string;
  readonly config?: readonly (readonly string[])[];
  readonly stdout: readonly string[];
}
export interface Recording {
  readonly scenario: string;
  readonly shows: string;
  readonly steps: readonly RecordedStep[];
}

export const FIXTURES = join(__dirname, "fixtures");

export function loadRecording(name: string): Recording {
  return JSON.parse(readFileSync(join(FIXTURES, "out", `${name}.json`), "utf8")) as Recording;
}

const COUNT_WORDS: Readonly<Record<string, string>> = {
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

export function recordedDocument({ command, stdout }: RecordedStep): JsonMap | undefined {
  return command.includes("--json") ? (JSON.parse(stdout.join("\n")) as JsonMap) : undefined;
}

/** The counts under "Resources:" of the recorded text, or those of the recorded JSON. */
export function recordedChanges(step: RecordedStep): Readonly<Record<string, number>> {
  const document = recordedDocument(step);
  if (document !== undefined) return document["changeSummary"] as Readonly<Record<string, number>>;
  const counts: Record<string, number> = {};
  const lines = step.stdout.slice(step.stdout.indexOf("Resources:") + 1);
  for (const line of lines) {
    const match = /^ +(?:\+-|[+~=-])? ?(?:\d+ changes\. )?(\d+) (?:to )?(\w+)$/.exec(line);
    const op = COUNT_WORDS[match?.[2] ?? ""];
    if (op !== undefined) counts[op] = Number(match?.[1]);
  }
  return counts;
}

/** The block "Policies:" of the text, dynamic types under the name this engine shows them by. */
export function policyLines(stdout: readonly string[]): readonly string[] {
  const start = stdout.indexOf("Policies:");
  const lines = start === -1 ? [] : stdout.slice(start + 1);
  const end = lines.indexOf("");
  return lines.slice(0, end).map((line) => line.replace("pulumi-nodejs:dynamic/", ""));
}

/** First lines of the errors under "Diagnostics:" of the recorded text. */
export function recordedErrors(step: RecordedStep): readonly string[] {
  const start = step.stdout.indexOf("Diagnostics:");
  const lines = start === -1 ? [] : step.stdout.slice(start);
  return lines.flatMap((line) => /^ {4}error: (.*)$/.exec(line)?.[1] ?? []).sort();
}

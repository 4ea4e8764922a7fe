import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Folder of Pulumi.yaml, whatever the working directory: Pulumi runs the program in `dist`. */
export const projectFolder = join(__dirname, "..");

/** Returns the path of a result or report. */
export function outputFile(...names: readonly string[]): string {
  return join(projectFolder, ".fleet", ...names);
}

/** Writes a file in one step, so that a killed process leaves no half of it. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

/** Reads a JSON file; undefined if there is none. */
export function readJsonFile(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : undefined;
}

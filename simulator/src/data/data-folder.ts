import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { errorCodeOf } from "../error-code";
import { lockFolder } from "./folder-lock";
import { formatSavedState, loadState, parseSavedState, saveState, type SavedParts } from "./saved-state";

/** Milliseconds during which changes are collected into one write. */
const collectMs = 100;

/** True if the folder keeps the state of a simulator, which then applies instead of a seed. */
export function hasSavedState(folder: string): boolean {
  return existsSync(stateFileIn(resolve(folder)));
}

function stateFileIn(folder: string): string {
  return join(folder, "state.json");
}

/** Keeps the state of a simulator in a folder: loads it at the start, and writes it after changes and at the end. */
export class DataFolder {
  readonly #file: string;
  readonly #parts: SavedParts;
  readonly #unlock: () => Promise<void>;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  /** Writes one after another. */
  #lastWrite: Promise<void> = Promise.resolve();

  private constructor(file: string, parts: SavedParts, unlock: () => Promise<void>) {
    this.#file = file;
    this.#parts = parts;
    this.#unlock = unlock;
    this.#unsubscribe = parts.context.changes.subscribe((topic) => {
      if (topic !== "calls" && topic !== "deliveries") this.#timer ??= setTimeout(() => this.#startWrite(), collectMs);
    });
  }

  /** Creates the folder if it is missing. Rejects if another process uses it, or if its state cannot be read. */
  static async open(folder: string, parts: SavedParts): Promise<DataFolder> {
    const absolute = resolve(folder);
    await mkdir(absolute, { recursive: true, mode: 0o700 });
    const unlock = await lockFolder(absolute);
    try {
      const file = stateFileIn(absolute);
      const text = await readIfExists(file);
      if (text !== undefined) loadText(parts, text, file);
      return new DataFolder(file, parts, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** Writes the state as it is now. Rejects if it could not be written. */
  async close(): Promise<void> {
    this.#unsubscribe();
    this.#startWrite();
    try {
      await this.#lastWrite;
    } finally {
      await this.#unlock();
    }
  }

  #startWrite(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = formatSavedState(saveState(this.#parts));
    // The next write repeats a failed one, and `close` reports the last failure.
    this.#lastWrite = this.#lastWrite.catch(() => undefined).then(() => this.#write(text));
    this.#lastWrite.catch(() => undefined);
  }

  /** Replaces the file in one step, so that an interruption leaves the old state or the new one. */
  async #write(text: string): Promise<void> {
    const temporary = `${this.#file}.new`;
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.#file);
  }
}

function loadText(parts: SavedParts, text: string, file: string): void {
  try {
    loadState(parts, parseSavedState(text, "the state"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be loaded: ${reason}. Move it away to start with the seed.`);
  }
}

async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

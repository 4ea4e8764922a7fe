import { StateError } from "../state";

/** Collects the problems of a file, to report them all at once. */
export class Problems {
  readonly #lines: string[] = [];

  add(location: string, text: string): void {
    this.#lines.push(location === "" ? text : `${location}: ${text}`);
  }

  /** Throws if there are problems. */
  throwIfAny(fileName: string): void {
    if (this.#lines.length === 0) return;
    const count = this.#lines.length === 1 ? "1 problem" : `${this.#lines.length} problems`;
    const lines = this.#lines.map((line) => `  ${line}`);
    throw new StateError("import", [`${fileName}: ${count}, so nothing was imported:`, ...lines].join("\n"));
  }
}

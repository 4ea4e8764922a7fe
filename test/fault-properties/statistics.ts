import type { Observations } from "./scenario-runner";

/** Counts what cases have shown. */
export class Statistics {
  cases = 0;
  readonly #counts = new Map<string, number>();

  add({ kinds, outcomes }: Observations): void {
    this.cases++;
    for (const kind of new Set(kinds)) this.#count(`fault: ${kind}`);
    for (const outcome of outcomes) this.#count(`outcome: ${outcome}`);
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** Of these, what never was. */
  missing(what: "fault" | "outcome", names: readonly string[]): readonly string[] {
    return names.filter((name) => !this.#counts.has(`${what}: ${name}`));
  }

  /** In how many cases each fault struck and each outcome came. */
  print(): void {
    const rows = [...this.#counts].sort(([one], [other]) => one.localeCompare(other));
    const lines = rows.map(([what, cases]) => `${String(cases).padStart(7)}  ${what}`);
    process.stdout.write([`${this.cases} cases`, ...lines, ""].join("\n"));
  }
}

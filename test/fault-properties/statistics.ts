import type { Observations } from "./scenario-runner";

/** Counts faults and outcomes of scenarios. */
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

  /** Returns the names that never occurred. */
  findMissing(what: "fault" | "outcome", names: readonly string[]): readonly string[] {
    return names.filter((name) => !this.#counts.has(`${what}: ${name}`));
  }

  /** Prints the number of scenarios with each fault and each outcome. */
  print(): void {
    const rows = [...this.#counts].sort(([one], [other]) => one.localeCompare(other));
    const lines = rows.map(([what, cases]) => `${String(cases).padStart(7)}  ${what}`);
    process.stdout.write([`${this.cases} scenarios`, ...lines, ""].join("\n"));
  }
}

import type { Properties } from "../../provider/src/runtime/properties";
import type { Entry, SmallEngine } from "../support/world/engine";
import { noisy } from "../support/world/invariants";
import type { ScenarioStack } from "./scenario-stack";

const mostRounds = 8;
function idOf({ id }: Entry): string {
  return id.split("/")[1] ?? "";
}

/** A person who runs again and does what the errors say, and nothing else. */
export class Recovery {
  readonly #stack: ScenarioStack;
  readonly #trace: string[];
  readonly #wanted: Map<string, Properties>;
  readonly #toRefresh = new Set<string>();
  #problems: string[] = [];

  constructor(stack: ScenarioStack, program: ReadonlyMap<string, Properties>, trace: string[]) {
    this.#stack = stack;
    this.#trace = trace;
    this.#wanted = new Map(program);
  }

  get #engine(): SmallEngine {
    return this.#stack.engine;
  }

  /** Takes the advice of the run that went wrong where a later run would not repeat it, for what is still in the program. */
  read(said: ReadonlyMap<string, string>): void {
    for (const [key, text] of said) {
      if (!this.#wanted.has(key)) continue;
      if (this.#leaves(key, text)) continue;
      const isMade = this.#engine.entries.has(key) && !this.#engine.unmade.has(key);
      if (!isMade && /adoptSequenceId to (the one|its id)|since that may be this one/.test(text)) {
        this.#takesAdvice(key, text);
      }
    }
  }

  /** I4: runs until all is as the program says; what is left to say otherwise. A plan does not see drift without a refresh. */
  async mended(hasDrifted: boolean): Promise<readonly string[]> {
    this.#stack.endFaults();
    if (hasDrifted) for (const key of this.#engine.entries.keys()) this.#toRefresh.add(key);
    for (let round = 1; round <= mostRounds; round++) {
      this.#problems = [];
      if (await this.#round()) return this.#differences();
      if (this.#problems.length > 0) return this.#problems;
    }
    return [`I4: after ${mostRounds} runs with all advice taken it still fails`];
  }

  /** One run for each app that has sequences in the state; true when nothing failed. */
  async #round(): Promise<boolean> {
    let isFine = true;
    for (const appId of this.#stack.appIds) {
      this.#engine.nextRun(this.#stack.environmentOf(appId));
      for (const key of [...this.#toRefresh]) {
        const entry = this.#engine.entries.get(key);
        if (entry === undefined || this.#appOf(entry) !== appId) continue;
        this.#toRefresh.delete(key);
        isFine = (await this.#step(key, () => this.#engine.refresh(key))) && isFine;
      }
      for (const [key, args] of this.#wanted) {
        if (this.#appFor(key, args) !== appId) continue;
        isFine = (await this.#step(key, () => this.#again(key, args))) && isFine;
      }
    }
    return isFine && (await this.#deletes());
  }

  /** What was to be made anew and was not, is still to be made anew. */
  #again(key: string, args: Properties): Promise<Entry> {
    return this.#isReplacing(key) ? this.#engine.replace(key, args) : this.#engine.up(key, args);
  }

  #isReplacing(key: string): boolean {
    return this.#engine.entries.has(key) && this.#engine.unmade.has(key);
  }

  /** What takes the place of another is made, or taken over, with the token of the app that began to make it. */
  #appFor(key: string, { adoptSequenceId }: Properties): string {
    if (!this.#isReplacing(key)) return this.#appOf(this.#engine.entries.get(key));
    return this.#stack.account.sequence(String(adoptSequenceId))?.appId ?? this.#stack.appId;
  }

  async #deletes(): Promise<boolean> {
    let isFine = true;
    for (const appId of this.#stack.appIds) {
      this.#engine.nextRun(this.#stack.environmentOf(appId));
      // A plan comes before the deletes, and tells the provider what stays.
      for (const [key, args] of this.#wanted) {
        if (this.#appOf(this.#engine.entries.get(key)) === appId) {
          isFine = (await this.#step(key, () => this.#engine.up(key, args))) && isFine;
        }
      }
      for (const old of this.#engine.pendingDeletes.filter((entry) => this.#appOf(entry) === appId)) {
        isFine = (await this.#step(`old ${old.name}`, () => this.#engine.deletePending(old))) && isFine;
      }
      for (const entry of [...this.#engine.entries.values()]) {
        if (this.#wanted.has(entry.name) || this.#appOf(entry) !== appId) continue;
        isFine = (await this.#step(entry.name, () => this.#engine.destroy(entry.name))) && isFine;
      }
    }
    return isFine;
  }

  /** The app that sees the sequence. */
  #appOf(entry: Entry | undefined): string {
    const told = entry?.outs["__appId"];
    if (entry === undefined) return this.#stack.appId;
    return this.#stack.account.sequence(idOf(entry))?.appId ?? (typeof told === "string" ? told : this.#stack.appId);
  }

  async #step(key: string, step: () => Promise<unknown>): Promise<boolean> {
    const error: unknown = await step().then(
      () => undefined,
      (failed: unknown) => failed,
    );
    if (!(error instanceof Error)) return true;
    const text = error.message;
    this.#trace.push(`${key}: ${text}`);
    if (!this.#takesAdvice(key, text)) this.#problems.push(`I4: the next run fails: ${text}`);
    return false;
  }

  /** Of two resources that hold one sequence, one leaves the program. */
  #leaves(key: string, text: string): boolean {
    return text.includes("Remove one of the two from the program") && this.#wanted.delete(key);
  }

  /** Does what a failure says; false when it says nothing that helps. */
  #takesAdvice(key: string, text: string): boolean {
    if (this.#leaves(key, text)) return true;
    const entry = this.#engine.entries.get(key);
    const args = this.#wanted.get(key) ?? {};
    const twin = /(?:Set adoptSequenceId: "|have this name and content: )(\d+)/.exec(text)?.[1];
    if (twin !== undefined) {
      const isOurs =
        !this.#stack.isForeign(twin) && ![...this.#engine.entries.values()].some((held) => idOf(held) === twin);
      return this.#edit(key, { ...args, ...(isOurs ? { adoptSequenceId: twin } : { duplicates: "allow" }) });
    }
    const [, kept, others] = /Keep \d+\/(\d+) and delete ([\d/, ]+);/.exec(text) ?? [];
    if (entry !== undefined && kept !== undefined && others !== undefined) {
      for (const id of others.split(", ")) this.#stack.meta.removeSequence(id.split("/")[1] ?? "");
      if (kept === idOf(entry)) return true;
      this.#toRefresh.add(key);
      return this.#edit(key, { ...args, adoptSequenceId: kept });
    }
    if (text.includes("look for it with `pulumi-whatsapp list`")) {
      const found = this.#listed(args);
      return this.#edit(key, found === undefined ? args : { ...args, adoptSequenceId: found });
    }
    if (/Correct adoptSequenceId|Give each resource a sequence of its own/.test(text)) {
      return this.#edit(key, { ...args, adoptSequenceId: undefined });
    }
    if (/^text: must not be empty|Meta stored different content/m.test(text)) {
      return this.#edit(key, { ...args, text: `Mended ${key}` });
    }
    if (text.includes("`pulumi refresh`")) return this.#toRefresh.add(key).size > 0;
    const isGone = entry !== undefined && this.#stack.account.sequence(idOf(entry)) === undefined;
    if (text.includes("`pulumi state delete`") && isGone) return this.#engine.entries.delete(key);
    return false;
  }

  /** A sequence that is in no state and looks like what the program says. */
  #listed({ wabaId, name, text }: Properties): string | undefined {
    const held = [...this.#engine.entries.values(), ...this.#engine.pendingDeletes].map(idOf);
    return this.#stack.meta
      .sequences()
      .find(
        (row) =>
          row.wabaId === (wabaId ?? this.#stack.meta.wabaId) &&
          row.name === name &&
          row.content?.text === text &&
          !held.includes(row.id) &&
          !this.#stack.isForeign(row.id),
      )?.id;
  }

  #edit(key: string, args: Properties): boolean {
    this.#wanted.set(key, args);
    return true;
  }

  /** I1 and I2 in the end: each resource has a row of its own, with the program's content. */
  #differences(): readonly string[] {
    const entries = [...this.#engine.entries.values()];
    const missing = [...this.#wanted.keys()].filter((key) => !this.#engine.entries.has(key));
    const shared = entries.filter((entry) => entries.some((other) => other !== entry && other.id === entry.id));
    return [
      ...missing.map((key) => `I4: ${key} is not there after a run that succeeded`),
      ...shared.map(({ name, id }) => `I2: ${name} shares ${id} with another resource`),
      ...entries.filter(({ isHealthy }) => !isHealthy).map(({ name }) => `I4: ${name} is not healthy`),
      ...entries.flatMap((entry) => this.#stored(entry)),
    ];
  }

  #stored(entry: Entry): readonly string[] {
    const row = this.#stack.account.sequence(idOf(entry));
    const { name, text } = this.#wanted.get(entry.name) ?? {};
    if (row === undefined) return [`I4: the row of ${entry.name}, ${entry.id}, is gone`];
    const isAsWanted = row.name === name && row.content?.text === text;
    return isAsWanted ? [] : [`I4: ${entry.id} of ${entry.name} holds ${JSON.stringify(row.content)}`];
  }

  async quiet(): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const appId of this.#stack.appIds) {
      const mine = [...this.#engine.entries.values()].filter((entry) => this.#appOf(entry) === appId);
      const names = mine.map(({ name }) => name);
      const environment = this.#stack.environmentOf(appId);
      problems.push(...(await noisy(this.#stack, names, environment)));
    }
    return problems;
  }

  /** All goes; then nothing of this stack is left. */
  async destroyed(strangers: number): Promise<readonly string[]> {
    this.#wanted.clear();
    this.#problems = [];
    this.#engine.wanted.clear();
    await this.#deletes();
    const left = this.#stack.meta
      .sequences()
      .filter(({ id }) => !this.#stack.isForeign(id) && !this.#stack.keptRows.has(id));
    return [
      ...this.#problems,
      ...(left.length > strangers ? left.map(({ id }) => `I1: ${id} is left after all was destroyed`) : []),
    ];
  }
}

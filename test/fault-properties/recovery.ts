import type { Properties } from "../../provider/src/runtime/properties";
import type { StateEntry, TestEngine } from "../support/world/engine";
import { findUnwantedChanges } from "../support/world/invariants";
import type { ScenarioStack } from "./scenario-stack";

const mostRounds = 8;
function idOf({ id }: StateEntry): string {
  return id.split("/")[1] ?? "";
}

/** A person who runs the program again and follows the advice of the errors, nothing else. */
export class Recovery {
  readonly #stack: ScenarioStack;
  readonly #trace: string[];
  readonly #program: Map<string, Properties>;
  readonly #toRefresh = new Set<string>();
  #problems: string[] = [];

  constructor(stack: ScenarioStack, program: ReadonlyMap<string, Properties>, trace: string[]) {
    this.#stack = stack;
    this.#trace = trace;
    this.#program = new Map(program);
  }

  get #engine(): TestEngine {
    return this.#stack.engine;
  }

  /** Follows the advice of the failed run that a later run would not repeat, for resources that are still in the program. */
  takeAdvice(messages: ReadonlyMap<string, string>): void {
    for (const [key, text] of messages) {
      if (!this.#program.has(key)) continue;
      if (this.#removeFromProgram(key, text)) continue;
      const isMade = this.#engine.entries.has(key) && !this.#engine.failedCreates.has(key);
      if (!isMade && /adoptSequenceId to (the one|its id)|since that may be this one/.test(text)) {
        this.#followAdvice(key, text);
      }
    }
  }

  /** I4: runs until the account matches the program; returns the differences. A preview does not see drift without a refresh. */
  async recover(hasDrifted: boolean): Promise<readonly string[]> {
    this.#stack.endFaults();
    if (hasDrifted) for (const key of this.#engine.entries.keys()) this.#toRefresh.add(key);
    for (let round = 1; round <= mostRounds; round++) {
      this.#problems = [];
      if (await this.#runAll()) return this.#findDifferences();
      if (this.#problems.length > 0) return this.#problems;
    }
    return [`I4: still fails after ${mostRounds} runs that followed all advice`];
  }

  /** Runs the program with the token of each app that has sequences in the state. Returns true if nothing failed. */
  async #runAll(): Promise<boolean> {
    let isFine = true;
    for (const appId of this.#stack.appIds) {
      this.#engine.startRun(this.#stack.environmentOf(appId));
      for (const key of [...this.#toRefresh]) {
        const entry = this.#engine.entries.get(key);
        if (entry === undefined || this.#findApp(entry) !== appId) continue;
        this.#toRefresh.delete(key);
        isFine = (await this.#runStep(key, () => this.#engine.refresh(key))) && isFine;
      }
      for (const [key, args] of this.#program) {
        if (this.#chooseApp(key, args) !== appId) continue;
        isFine = (await this.#runStep(key, () => this.#applyResource(key, args))) && isFine;
      }
    }
    return isFine && (await this.#runDeletes());
  }

  /** Creates or updates a resource, or repeats its failed replacement. */
  #applyResource(key: string, args: Properties): Promise<StateEntry> {
    return this.#isReplacing(key) ? this.#engine.replace(key, args) : this.#engine.up(key, args);
  }

  #isReplacing(key: string): boolean {
    return this.#engine.entries.has(key) && this.#engine.failedCreates.has(key);
  }

  /** The app for a resource: a replacement continues with the app that started it. */
  #chooseApp(key: string, { adoptSequenceId }: Properties): string {
    if (!this.#isReplacing(key)) return this.#findApp(this.#engine.entries.get(key));
    return this.#stack.account.sequence(String(adoptSequenceId))?.appId ?? this.#stack.appId;
  }

  async #runDeletes(): Promise<boolean> {
    let isFine = true;
    for (const appId of this.#stack.appIds) {
      this.#engine.startRun(this.#stack.environmentOf(appId));
      // Updates run before the deletes, so that the provider knows which sequences are still used.
      for (const [key, args] of this.#program) {
        if (this.#findApp(this.#engine.entries.get(key)) === appId) {
          isFine = (await this.#runStep(key, () => this.#engine.up(key, args))) && isFine;
        }
      }
      for (const old of this.#engine.pendingDeletes.filter((entry) => this.#findApp(entry) === appId)) {
        isFine = (await this.#runStep(`old ${old.name}`, () => this.#engine.deletePending(old))) && isFine;
      }
      for (const entry of [...this.#engine.entries.values()]) {
        if (this.#program.has(entry.name) || this.#findApp(entry) !== appId) continue;
        isFine = (await this.#runStep(entry.name, () => this.#engine.destroy(entry.name))) && isFine;
      }
    }
    return isFine;
  }

  /** Finds the app that can read the sequence. */
  #findApp(entry: StateEntry | undefined): string {
    const recorded = entry?.outs["__appId"];
    if (entry === undefined) return this.#stack.appId;
    return (
      this.#stack.account.sequence(idOf(entry))?.appId ?? (typeof recorded === "string" ? recorded : this.#stack.appId)
    );
  }

  async #runStep(key: string, step: () => Promise<unknown>): Promise<boolean> {
    const error: unknown = await step().then(
      () => undefined,
      (failed: unknown) => failed,
    );
    if (!(error instanceof Error)) return true;
    const text = error.message;
    this.#trace.push(`${key}: ${text}`);
    if (!this.#followAdvice(key, text)) this.#problems.push(`I4: the next run fails: ${text}`);
    return false;
  }

  /** Removes one of two resources that manage the same sequence, if the message advises it. */
  #removeFromProgram(key: string, text: string): boolean {
    return text.includes("Remove one of the two from the program") && this.#program.delete(key);
  }

  /** Follows the advice of an error message. Returns false if it has none. */
  #followAdvice(key: string, text: string): boolean {
    if (this.#removeFromProgram(key, text)) return true;
    const entry = this.#engine.entries.get(key);
    const args = this.#program.get(key) ?? {};
    const duplicate = /(?:Set adoptSequenceId: "|have this name and content: )(\d+)/.exec(text)?.[1];
    if (duplicate !== undefined) {
      const isOurs =
        !this.#stack.isForeign(duplicate) &&
        ![...this.#engine.entries.values()].some((managed) => idOf(managed) === duplicate);
      return this.#edit(key, { ...args, ...(isOurs ? { adoptSequenceId: duplicate } : { duplicates: "allow" }) });
    }
    const [, kept, others] = /Keep \d+\/(\d+) and delete ([\d/, ]+);/.exec(text) ?? [];
    if (entry !== undefined && kept !== undefined && others !== undefined) {
      for (const id of others.split(", ")) this.#stack.meta.removeSequence(id.split("/")[1] ?? "");
      if (kept === idOf(entry)) return true;
      this.#toRefresh.add(key);
      return this.#edit(key, { ...args, adoptSequenceId: kept });
    }
    if (text.includes("look for it with `pulumi-whatsapp list`")) {
      const found = this.#findUnmanaged(args);
      return this.#edit(key, found === undefined ? args : { ...args, adoptSequenceId: found });
    }
    if (/Correct adoptSequenceId|Give each resource a sequence of its own/.test(text)) {
      return this.#edit(key, { ...args, adoptSequenceId: undefined });
    }
    if (/^text: must not be empty|Meta stored different content/m.test(text)) {
      return this.#edit(key, { ...args, text: `Corrected ${key}` });
    }
    if (text.includes("`pulumi refresh`")) return this.#toRefresh.add(key).size > 0;
    const isGone = entry !== undefined && this.#stack.account.sequence(idOf(entry)) === undefined;
    if (text.includes("`pulumi state delete`") && isGone) return this.#engine.entries.delete(key);
    return false;
  }

  /** Finds a sequence with the declared name and text that no state contains. */
  #findUnmanaged({ wabaId, name, text }: Properties): string | undefined {
    const managed = [...this.#engine.entries.values(), ...this.#engine.pendingDeletes].map(idOf);
    return this.#stack.meta
      .sequences()
      .find(
        (row) =>
          row.wabaId === (wabaId ?? this.#stack.meta.wabaId) &&
          row.name === name &&
          row.content?.text === text &&
          !managed.includes(row.id) &&
          !this.#stack.isForeign(row.id),
      )?.id;
  }

  #edit(key: string, args: Properties): boolean {
    this.#program.set(key, args);
    return true;
  }

  /** I1 and I2: each resource has its own row with the declared content. */
  #findDifferences(): readonly string[] {
    const entries = [...this.#engine.entries.values()];
    const missing = [...this.#program.keys()].filter((key) => !this.#engine.entries.has(key));
    const shared = entries.filter((entry) => entries.some((other) => other !== entry && other.id === entry.id));
    return [
      ...missing.map((key) => `I4: ${key} is missing after a successful run`),
      ...shared.map(({ name, id }) => `I2: ${name} shares ${id} with another resource`),
      ...entries.filter(({ isHealthy }) => !isHealthy).map(({ name }) => `I4: ${name} is not healthy`),
      ...entries.flatMap((entry) => this.#compareStored(entry)),
    ];
  }

  #compareStored(entry: StateEntry): readonly string[] {
    const row = this.#stack.account.sequence(idOf(entry));
    const { name, text } = this.#program.get(entry.name) ?? {};
    if (row === undefined) return [`I4: the row of ${entry.name}, ${entry.id}, is gone`];
    const isEqual = row.name === name && row.content?.text === text;
    return isEqual ? [] : [`I4: ${entry.id} of ${entry.name} contains ${JSON.stringify(row.content)}`];
  }

  async findUnwantedChanges(): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const appId of this.#stack.appIds) {
      const mine = [...this.#engine.entries.values()].filter((entry) => this.#findApp(entry) === appId);
      const names = mine.map(({ name }) => name);
      const environment = this.#stack.environmentOf(appId);
      problems.push(...(await findUnwantedChanges(this.#stack, names, environment)));
    }
    return problems;
  }

  /** Destroys the stack; returns the rows that are left. */
  async destroyAll(strangers: number): Promise<readonly string[]> {
    this.#program.clear();
    this.#problems = [];
    this.#engine.declaredArgs.clear();
    await this.#runDeletes();
    const left = this.#stack.meta
      .sequences()
      .filter(({ id }) => !this.#stack.isForeign(id) && !this.#stack.keptRows.has(id));
    return [
      ...this.#problems,
      ...(left.length > strangers ? left.map(({ id }) => `I1: ${id} is left after the destroy`) : []),
    ];
  }
}

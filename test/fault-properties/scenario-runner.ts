import type { FaultRule, WireOptions } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../provider/src/runtime/properties";
import { violations } from "../support/world/invariants";
import type { SmallEngine } from "../support/world/engine";
import type { Run } from "../support/world/provider-run";
import type { Kill, TokenKind } from "./faults";
import { Recovery } from "./recovery";
import { outcomeOf } from "./outcomes";
import type { Drift, Operation, Step } from "./programs";
import type { ScenarioStack } from "./scenario-stack";

/** One case: what went before, one operation, and what goes wrong in it. */
export interface Scenario {
  readonly history: readonly Step[];
  readonly operation: Operation;
  readonly faults: readonly FaultRule[];
  readonly wire: Partial<WireOptions>;
  readonly token: TokenKind;
  readonly kill: Kill | undefined;
}

/** What a case has shown, for the table. */
export interface Shown {
  readonly kinds: readonly string[];
  readonly outcomes: readonly string[];
}

/** Runs a scenario to its end; throws when an invariant is broken. `provider` runs the operation. Default: the provider in this process. */
export function runScenario(stack: ScenarioStack, scenario: Scenario, provider?: Run): Promise<Shown> {
  return new ScenarioRunner(stack, scenario, provider).run();
}

class ScenarioRunner {
  readonly #stack: ScenarioStack;
  readonly #scenario: Scenario;
  readonly #provider: Run | undefined;
  /** What the program says, by resource. */
  #program: ReadonlyMap<string, Properties> = new Map();
  readonly #trace: string[] = [];

  constructor(stack: ScenarioStack, scenario: Scenario, provider: Run | undefined) {
    this.#stack = stack;
    this.#scenario = scenario;
    this.#provider = provider;
  }

  get #engine(): SmallEngine {
    return this.#stack.engine;
  }

  async run(): Promise<Shown> {
    const { account } = this.#stack;
    const scenario = this.#scenario;
    for (const step of scenario.history) {
      if (step.kind === "run") {
        this.#engine.nextRun();
        await this.#run(step.operation);
      } else this.#drift(step);
    }
    await account.waitUntilIdle();
    this.#expect(this.#violations());
    const before = this.#engine.failures.length;
    this.#said.clear();
    const { isKilled, kinds } = await this.#wrong();
    const failed = this.#engine.failures.slice(before).map(outcomeOf);
    const late = scenario.kill?.isLate === true && isKilled;
    if (!late) await account.waitUntilIdle();
    this.#note(`then: ${[...new Set(failed)].join(", ") || "no failure"}${isKilled ? ", killed" : ""}`);
    this.#expect(this.#violations());
    const outcomes = failed.length > 0 ? failed : [kinds.length > 0 ? "succeeded in spite of faults" : "succeeded"];
    await this.#mend();
    return { kinds, outcomes: [...new Set(isKilled ? ["killed", ...failed] : outcomes)] };
  }

  /** The operation with its faults. */
  async #wrong() {
    const stack = this.#stack;
    const scenario = this.#scenario;
    const { meta } = stack;
    const hasSlow = scenario.faults.some(({ effect }) => ["hang", "slow-body", "pad"].includes(effect.kind));
    const environment = {
      ...stack.environmentWith(scenario.token),
      ...(hasSlow ? { WHATSAPP_ATTEMPT_TIMEOUT_MS: "100" } : {}),
    };
    if (this.#provider === undefined) this.#engine.nextRun(environment);
    else this.#engine.useRun(this.#provider);
    meta.setWire(scenario.wire);
    const handles = scenario.faults.map((rule) => meta.faults.add(rule));
    scenario.faults.forEach(({ effect }, number) => {
      if (effect.kind === "concurrent-duplicate") {
        void handles[number]?.hit.then(
          () => this.#twins++,
          () => {
            // Taken away unstruck: the late request of a killed create may meet it all the same.
            if (scenario.kill?.isLate === true) this.#twins++;
          },
        );
      }
    });
    const isKilled = await this.#killing(this.#run(scenario.operation));
    const kinds = [
      ...scenario.faults.filter((_rule, number) => (handles[number]?.fired ?? 0) > 0).map(({ effect }) => effect.kind),
      ...(Object.keys(scenario.wire).length > 1 ? ["wire options"] : []),
      ...(scenario.token === "usual" ? [] : [`token ${scenario.token}`]),
      ...(isKilled ? ["kill"] : []),
    ];
    return { isKilled, kinds };
  }

  /** What the operation said of each resource that failed: a person reads it before the next run. */
  readonly #said = new Map<string, string>();
  #killedCreates = 0;
  #twins = 0;

  /** Rows that somebody else made in the same moment, those of creates that were killed, and those that nobody can know again. */
  get #strangers(): number {
    return this.#twins + this.#killedCreates + this.#unknowable;
  }

  /** Creates that were lost, could not be looked for, and may be stored with other text (a known limit). */
  get #unknowable(): number {
    if (!this.#scenario.faults.some(({ effect }) => effect.kind === "transform")) return 0;
    return [...this.#said.values()].filter((text) => text.includes("Listing the account failed too")).length;
  }

  /** True when the process was killed before the run ended. */
  async #killing(run: Promise<void>): Promise<boolean> {
    const { kill } = this.#scenario;
    if (kill === undefined) {
      await run;
      return false;
    }
    const { verb, when, nth, isLate } = kill;
    const handle = this.#stack.meta.faults.add({
      match: { verb },
      effect: { kind: "delay", delayMs: isLate ? 20 : 0 },
      when,
      nth,
    });
    const isKilled = await Promise.race([
      run.then(() => false),
      handle.hit.then(
        () => true,
        () => false,
      ),
    ]);
    if (!isKilled) {
      handle.remove();
      return false;
    }
    this.#killedCreates = this.#engine.operations.filter(
      ({ verb: deed, elapsedMs }) => deed === "create" && elapsedMs === 0,
    ).length;
    this.#stack.kill();
    return true;
  }

  async #run(operation: Operation): Promise<void> {
    const engine = this.#engine;
    const keys = [...engine.entries.keys()];
    switch (operation.kind) {
      case "up":
        return this.#up(engine, operation);
      case "refresh":
        await each(keys, operation.isParallel, (key) => engine.refresh(key));
        return;
      case "destroy":
        this.#program = new Map();
        await each(engine.pendingDeletes, operation.isParallel, (old) => engine.deletePending(old));
        await each(keys, operation.isParallel, (key) => engine.destroy(key));
        return;
      case "replace": {
        const key = keys[operation.number % Math.max(1, keys.length)];
        const isMade =
          key === undefined ||
          (await each([key], false, () => this.#read(engine, key, engine.replace(key, engine.wanted.get(key)))));
        if (isMade) await each(engine.pendingDeletes, false, (old) => engine.deletePending(old));
        return;
      }
      default:
        return operation satisfies never;
    }
  }

  /** As the engine does: refresh, then the program's resources, then the deletes, unless something failed before. */
  async #up(engine: SmallEngine, { program, refresh, isParallel }: Extract<Operation, { kind: "up" }>): Promise<void> {
    const staying = [...engine.entries.values()].filter(({ name }) => program.some(({ key }) => key === name));
    const taken = new Map(staying.map(({ id, name }) => [id.split("/")[1] ?? "", name]));
    // What leaves the program, and so may be taken over under another name.
    const leaving = [...engine.entries.values()].filter(({ name }) => !program.some(({ key }) => key === name));
    const free = leaving.map(({ id }) => id.split("/")[1] ?? "");
    const args = new Map<string, Properties>();
    for (const declared of program) {
      const given = this.#stack.argsOf(declared, free, taken);
      args.set(declared.key, given);
      if (typeof given["adoptSequenceId"] === "string") taken.set(given["adoptSequenceId"], declared.key);
    }
    this.#program = args;
    if (refresh && !(await each([...engine.entries.keys()], isParallel, (key) => engine.refresh(key)))) return;
    for (const key of engine.wanted.keys()) if (!engine.entries.has(key)) engine.wanted.delete(key);
    const isUp = await each([...args.keys()], isParallel, (key) =>
      this.#read(engine, key, engine.up(key, args.get(key))),
    );
    if (!isUp) return;
    await each(engine.pendingDeletes, isParallel, (old) => engine.deletePending(old));
    const dropped = [...engine.entries.keys()].filter((key) => !args.has(key));
    await each(dropped, isParallel, (key) => engine.destroy(key));
  }

  /** Somebody reads what a run that was not killed says of a resource. */
  #read<T>(engine: SmallEngine, key: string, step: Promise<T>): Promise<T> {
    return step.catch((error: unknown) => {
      if (error instanceof Error && engine === this.#engine) this.#said.set(key, error.message);
      throw error;
    });
  }

  #drift(drift: Drift): void {
    const stack = this.#stack;
    if (drift.kind === "add") {
      stack.addLike(drift.like, drift.isOtherApp);
      return;
    }
    const entries = [...this.#engine.entries.values()];
    const id = entries[drift.row % Math.max(1, entries.length)]?.id.split("/")[1] ?? "";
    const row = stack.account.sequence(id);
    if (row === undefined || stack.isForeign(id)) return;
    if (drift.kind === "remove") stack.meta.removeSequence(id);
    else if (drift.kind === "ad") stack.meta.editSequence(id, { isUsedInAd: drift.isUsed });
    else stack.meta.editSequence(id, { content: { text: drift.text } });
  }

  #violations(): readonly string[] {
    this.#stack.noteKeptRows();
    return violations(this.#stack, { strangers: this.#strangers, keptRows: this.#stack.keptRows });
  }

  /** The faults are over: what the errors advise is done, until a run does nothing; then all is destroyed. */
  async #mend(): Promise<void> {
    const { account } = this.#stack;
    const recovery = new Recovery(this.#stack, this.#program, this.#trace);
    recovery.read(this.#said);
    const hasDrifted = this.#scenario.history.some(({ kind }) => kind === "edit" || kind === "remove");
    this.#expect(await recovery.mended(hasDrifted));
    await account.waitUntilIdle();
    this.#expect([...(await recovery.quiet()), ...this.#violations()]);
    this.#expect(await recovery.destroyed(this.#strangers));
  }

  #note(text: string): void {
    this.#trace.push(text);
  }

  #expect(problems: readonly string[]): void {
    if (problems.length === 0) return;
    const failures = this.#engine.failures.map(({ message }) => message);
    throw new Error([...problems, "after", ...this.#trace, ...failures, this.#requests()].join("\n"));
  }

  #requests(): string {
    return this.#stack.meta
      .journal()
      .map(({ method, verb, path, query, status, errorCode, faults }) =>
        [method, verb, path, JSON.stringify(query), status, errorCode, ...faults].join(" "),
      )
      .join("\n");
  }
}

/** Runs the steps, together or one after another until one fails; false when one failed. The engine keeps the failures. */
async function each<T>(
  items: readonly T[],
  isParallel: boolean,
  step: (item: T) => Promise<unknown>,
): Promise<boolean> {
  const attempt = (item: T): Promise<boolean> =>
    step(item).then(
      () => true,
      () => false,
    );
  if (isParallel) return (await Promise.all(items.map(attempt))).every((isFine) => isFine);
  for (const item of [...items]) if (!(await attempt(item))) return false;
  return true;
}

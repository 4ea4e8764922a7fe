import type { FaultRule, WireOptions } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../provider/src/runtime/properties";
import { findViolations } from "../support/world/invariants";
import type { TestEngine } from "../support/world/engine";
import type { ProviderRun } from "../support/world/provider-run";
import type { Kill, TokenKind } from "./faults";
import { Recovery } from "./recovery";
import { outcomeOf } from "./outcomes";
import type { Drift, Operation, Step } from "./programs";
import type { ScenarioStack } from "./scenario-stack";

/** A history, one operation, and the faults that happen during it. */
export interface Scenario {
  readonly history: readonly Step[];
  readonly operation: Operation;
  readonly faults: readonly FaultRule[];
  readonly wire: Partial<WireOptions>;
  readonly token: TokenKind;
  readonly kill: Kill | undefined;
}

/** The faults that happened in a scenario and how its operation ended. */
export interface Observations {
  readonly kinds: readonly string[];
  readonly outcomes: readonly string[];
}

/** Runs a scenario to its end; throws when an invariant is broken. `provider` runs the operation. Default: the provider in this process. */
export function runScenario(stack: ScenarioStack, scenario: Scenario, provider?: ProviderRun): Promise<Observations> {
  return new ScenarioRunner(stack, scenario, provider).run();
}

class ScenarioRunner {
  readonly #stack: ScenarioStack;
  readonly #scenario: Scenario;
  readonly #provider: ProviderRun | undefined;
  /** Declared arguments by resource. */
  #program: ReadonlyMap<string, Properties> = new Map();
  readonly #trace: string[] = [];

  constructor(stack: ScenarioStack, scenario: Scenario, provider: ProviderRun | undefined) {
    this.#stack = stack;
    this.#scenario = scenario;
    this.#provider = provider;
  }

  get #engine(): TestEngine {
    return this.#stack.engine;
  }

  async run(): Promise<Observations> {
    const { account } = this.#stack;
    const scenario = this.#scenario;
    for (const step of scenario.history) {
      if (step.kind === "run") {
        this.#engine.startRun();
        await this.#runOperation(step.operation);
      } else this.#applyDrift(step);
    }
    await account.waitUntilIdle();
    this.#requireNone(this.#findViolations());
    const before = this.#engine.failures.length;
    this.#messages.clear();
    const { isKilled, kinds } = await this.#runWithFaults();
    const failed = this.#engine.failures.slice(before).map(outcomeOf);
    const isLate = scenario.kill?.isLate === true && isKilled;
    if (!isLate) await account.waitUntilIdle();
    this.#trace.push(`then: ${[...new Set(failed)].join(", ") || "no failure"}${isKilled ? ", killed" : ""}`);
    this.#requireNone(this.#findViolations());
    const outcomes = failed.length > 0 ? failed : [kinds.length > 0 ? "succeeded despite faults" : "succeeded"];
    await this.#recover();
    return { kinds, outcomes: [...new Set(isKilled ? ["killed", ...failed] : outcomes)] };
  }

  /** Runs the operation with its faults. */
  async #runWithFaults() {
    const stack = this.#stack;
    const scenario = this.#scenario;
    const { meta } = stack;
    const hasSlow = scenario.faults.some(({ effect }) => ["hang", "slow-body", "pad"].includes(effect.kind));
    const environment = {
      ...stack.environmentWith(scenario.token),
      ...(hasSlow ? { WHATSAPP_ATTEMPT_TIMEOUT_MS: "100" } : {}),
    };
    if (this.#provider === undefined) this.#engine.startRun(environment);
    else this.#engine.useRun(this.#provider);
    meta.setWire(scenario.wire);
    const handles = scenario.faults.map((rule) => meta.faults.add(rule));
    scenario.faults.forEach(({ effect }, number) => {
      if (effect.kind === "concurrent-duplicate") {
        void handles[number]?.hit.then(
          () => this.#duplicates++,
          () => {
            // Removed before it happened: the late request of a killed create may still trigger it.
            if (scenario.kill?.isLate === true) this.#duplicates++;
          },
        );
      }
    });
    const isKilled = await this.#runUntilKilled(this.#runOperation(scenario.operation));
    const kinds = [
      ...scenario.faults.filter((_rule, number) => (handles[number]?.fired ?? 0) > 0).map(({ effect }) => effect.kind),
      ...(Object.keys(scenario.wire).length > 1 ? ["wire options"] : []),
      ...(scenario.token === "usual" ? [] : [`token ${scenario.token}`]),
      ...(isKilled ? ["kill"] : []),
    ];
    return { isKilled, kinds };
  }

  /** Error message of each resource that failed in the operation: a person reads them before the next run. */
  readonly #messages = new Map<string, string>();
  #killedCreates = 0;
  #duplicates = 0;

  /** Number of rows that may belong to nothing: concurrent duplicates, rows of killed creates, and rows that no client can recognize. */
  get #strangers(): number {
    return this.#duplicates + this.#killedCreates + this.#unrecognizable;
  }

  /** Lost creates that could not be searched for and may be stored with other text (a known limit). */
  get #unrecognizable(): number {
    if (!this.#scenario.faults.some(({ effect }) => effect.kind === "transform")) return 0;
    return [...this.#messages.values()].filter((text) => text.includes("Listing the account failed too")).length;
  }

  /** Returns true if the process was killed before the run ended. */
  async #runUntilKilled(run: Promise<void>): Promise<boolean> {
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
      ({ verb: operation, elapsedMs }) => operation === "create" && elapsedMs === 0,
    ).length;
    this.#stack.kill();
    return true;
  }

  async #runOperation(operation: Operation): Promise<void> {
    const engine = this.#engine;
    const keys = [...engine.entries.keys()];
    switch (operation.kind) {
      case "up":
        return this.#up(engine, operation);
      case "refresh":
        await runEach(keys, operation.isParallel, (key) => engine.refresh(key));
        return;
      case "destroy":
        this.#program = new Map();
        await runEach(engine.pendingDeletes, operation.isParallel, (old) => engine.deletePending(old));
        await runEach(keys, operation.isParallel, (key) => engine.destroy(key));
        return;
      case "replace": {
        const key = keys[operation.number % Math.max(1, keys.length)];
        const isMade =
          key === undefined ||
          (await runEach([key], false, () =>
            this.#noteMessage(engine, key, engine.replace(key, engine.declaredArgs.get(key))),
          ));
        if (isMade) await runEach(engine.pendingDeletes, false, (old) => engine.deletePending(old));
        return;
      }
      default:
        return operation satisfies never;
    }
  }

  /** Runs the steps of an update in the engine's order: refresh, resources, deletes. A failure ends it. */
  async #up(engine: TestEngine, { program, refresh, isParallel }: Extract<Operation, { kind: "up" }>): Promise<void> {
    const staying = [...engine.entries.values()].filter(({ name }) => program.some(({ key }) => key === name));
    const taken = new Map(staying.map(({ id, name }) => [id.split("/")[1] ?? "", name]));
    // Resources that leave the program, so another resource may adopt their sequences.
    const leaving = [...engine.entries.values()].filter(({ name }) => !program.some(({ key }) => key === name));
    const free = leaving.map(({ id }) => id.split("/")[1] ?? "");
    const args = new Map<string, Properties>();
    for (const declared of program) {
      const given = this.#stack.argsOf(declared, free, taken);
      args.set(declared.key, given);
      if (typeof given["adoptSequenceId"] === "string") taken.set(given["adoptSequenceId"], declared.key);
    }
    this.#program = args;
    if (refresh && !(await runEach([...engine.entries.keys()], isParallel, (key) => engine.refresh(key)))) return;
    for (const key of engine.declaredArgs.keys()) if (!engine.entries.has(key)) engine.declaredArgs.delete(key);
    const isUp = await runEach([...args.keys()], isParallel, (key) =>
      this.#noteMessage(engine, key, engine.up(key, args.get(key))),
    );
    if (!isUp) return;
    await runEach(engine.pendingDeletes, isParallel, (old) => engine.deletePending(old));
    const dropped = [...engine.entries.keys()].filter((key) => !args.has(key));
    await runEach(dropped, isParallel, (key) => engine.destroy(key));
  }

  /** Keeps the error message of a resource, unless the run was killed. */
  #noteMessage<T>(engine: TestEngine, key: string, step: Promise<T>): Promise<T> {
    return step.catch((error: unknown) => {
      if (error instanceof Error && engine === this.#engine) this.#messages.set(key, error.message);
      throw error;
    });
  }

  #applyDrift(drift: Drift): void {
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

  #findViolations(): readonly string[] {
    this.#stack.noteKeptRows();
    return findViolations(this.#stack, { strangers: this.#strangers, keptRows: this.#stack.keptRows });
  }

  /** Ends the faults, follows the errors' advice until a run changes nothing, then destroys everything. */
  async #recover(): Promise<void> {
    const { account } = this.#stack;
    const recovery = new Recovery(this.#stack, this.#program, this.#trace);
    recovery.takeAdvice(this.#messages);
    const hasDrifted = this.#scenario.history.some(({ kind }) => kind === "edit" || kind === "remove");
    this.#requireNone(await recovery.recover(hasDrifted));
    await account.waitUntilIdle();
    this.#requireNone([...(await recovery.findUnwantedChanges()), ...this.#findViolations()]);
    this.#requireNone(await recovery.destroyAll(this.#strangers));
  }

  #requireNone(problems: readonly string[]): void {
    if (problems.length === 0) return;
    const failures = this.#engine.failures.map(({ message }) => message);
    throw new Error([...problems, "after", ...this.#trace, ...failures, this.#formatRequests()].join("\n"));
  }

  #formatRequests(): string {
    return this.#stack.meta
      .journal()
      .map(({ method, verb, path, query, status, errorCode, faults }) =>
        [method, verb, path, JSON.stringify(query), status, errorCode, ...faults].join(" "),
      )
      .join("\n");
  }
}

/** Runs the steps in parallel, or one after another until one fails. Returns false if one failed; the engine keeps the failures. */
async function runEach<T>(
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

import { appendFileSync } from "node:fs";
import type { JournalEntry } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../../provider/src/runtime/properties";
import { TestAccount, type Run } from "../../support/account";
import { repaired, violations } from "./invariants";
import { SmallEngine, type Entry } from "./small-engine";

interface Closable {
  close(): Promise<void>;
}

/** One case of the fault list: a simulated account, a small engine, and what the case is asserted with. */
export class Case {
  readonly engine: SmallEngine;
  readonly foreign = new Set<string>();
  #broken: string | undefined;
  readonly #open: Closable[] = [];
  readonly #wire: ReturnType<TestAccount["meta"]["wire"]>;
  readonly #behaviour: ReturnType<TestAccount["meta"]["behaviour"]>;

  constructor(readonly account: TestAccount) {
    this.engine = new SmallEngine(account);
    this.#wire = account.meta.wire();
    this.#behaviour = account.meta.behaviour();
  }

  get meta(): TestAccount["meta"] {
    return this.account.meta;
  }
  get run(): Run {
    return this.engine.run;
  }

  up(name = "signup", changes: Properties = {}): Promise<Entry> {
    return this.engine.up(name, changes);
  }
  refresh(name = "signup"): Promise<Entry | undefined> {
    return this.engine.refresh(name);
  }
  destroy(name = "signup"): Promise<void> {
    return this.engine.destroy(name);
  }
  nextRun(...args: Parameters<SmallEngine["nextRun"]>): Run {
    return this.engine.nextRun(...args);
  }

  /** A sequence that an earlier run made; the journal is empty. */
  async existing(name = "signup"): Promise<void> {
    await this.up(name);
    this.nextRun();
    this.meta.clearJournal();
  }

  /** Sets a fault. */
  fault(...[rule]: Parameters<TestAccount["meta"]["faults"]["add"]>) {
    return this.meta.faults.add(rule);
  }

  /** A row that somebody else made. */
  plant(...[sequence]: Parameters<TestAccount["meta"]["addSequence"]>): string {
    const id = this.meta.addSequence(sequence);
    this.foreign.add(id);
    return id;
  }

  /** Something that is closed when the test ends, however it ends. */
  async opened<T extends Closable>(opening: Promise<T>): Promise<T> {
    const closable = await opening;
    this.#open.push(closable);
    return closable;
  }
  async closed(): Promise<void> {
    await Promise.all(this.#open.map((closable) => closable.close()));
  }

  /** What a failing step says. */
  async said(step: Promise<unknown>): Promise<string> {
    const error: unknown = await step.then(
      () => undefined,
      (failed: unknown) => failed,
    );
    if (!(error instanceof Error)) throw new Error("it did not fail");
    return error.message;
  }

  /** Ids of all rows, in the order of creation. */
  rows(): readonly string[] {
    return this.meta.sequences().map(({ id }) => id);
  }
  /** Ids of the rows that the state holds. */
  held(): readonly string[] {
    return [...this.engine.entries.values()].map(({ id }) => id.split("/")[1] ?? "");
  }
  /** Requests of that kind, in order of arrival. */
  sent(verb: NonNullable<JournalEntry["verb"]>): readonly JournalEntry[] {
    return this.meta.journal().filter((entry) => entry.verb === verb);
  }
  /** `create, list, read`: what was asked, in order. */
  verbs(): readonly string[] {
    return this.meta.journal().map(({ verb, path }) => verb ?? path);
  }

  /** The case ends in something that no later run can mend by itself; says why. */
  staysBroken(because: string): void {
    this.#broken = because;
  }

  async settled(): Promise<readonly string[]> {
    const now = violations(this);
    if (this.#broken !== undefined) return now;
    this.meta.faults.clear();
    this.meta.setWire(this.#wire);
    this.meta.setBehaviour(this.#behaviour);
    return [...now, ...(await repaired(this)), ...violations(this)];
  }
}

let account: TestAccount | undefined;

/** Opens one account for the file; call it once at the top. */
export function faultRows(...options: Parameters<typeof TestAccount.open>): void {
  beforeAll(async () => {
    account = await TestAccount.open(...options);
  });
  beforeEach(() => account?.meta.reset());
  afterAll(() => account?.close());
}

/** A test of one row of the fault list, in this process. Afterwards every invariant is checked, then that the next run mends and is quiet. */
export function row(number: string, title: string, body: (the: Case) => Promise<void>): void {
  noted(number, title, async () => {
    if (account === undefined) throw new Error("faultRows() was not called");
    const the = new Case(account);
    try {
      await body(the);
      expect(await the.settled()).toEqual([]);
    } finally {
      await the.closed();
    }
  });
}

/** A test of one row that brings its own surroundings, such as real processes. */
export function noted(number: string, title: string, body: () => Promise<void> | void, timeoutMs?: number): void {
  test(
    `row ${number}: ${title}`,
    async () => {
      try {
        await body();
        note(number, title, true);
      } catch (error) {
        note(number, title, false);
        throw error;
      }
    },
    timeoutMs,
  );
}

/** For `npm run reliability`, which writes docs/reliability.md. Tests do not depend on it. */
function note(number: string, title: string, passed: boolean): void {
  const log = process.env["RELIABILITY_LOG"];
  if (log !== undefined) appendFileSync(log, `${JSON.stringify({ row: number, title, passed })}\n`);
}

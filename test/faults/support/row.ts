import { appendFileSync } from "node:fs";
import { providerForm } from "../../support/provider-form";
import { TestAccount } from "../../support/world/account";
import { findRepairProblems, findViolations } from "../../support/world/invariants";
import { TestStack } from "../../support/world/stack";

interface Closable {
  close(): Promise<void>;
}

/** One test of the fault list: a stack that is checked against the invariants at the end. */
export class FaultStack extends TestStack {
  readonly #open: Closable[] = [];
  readonly #wire = this.meta.wire();
  readonly #behaviour = this.meta.behaviour();

  /** Closes something when the test ends. */
  async closeAtEnd<T extends Closable>(opening: Promise<T>): Promise<T> {
    const closable = await opening;
    this.#open.push(closable);
    return closable;
  }
  async close(): Promise<void> {
    await Promise.all(this.#open.map((closable) => closable.close()));
  }

  async findViolations(): Promise<readonly string[]> {
    const now = findViolations(this);
    this.meta.faults.clear();
    this.meta.setWire(this.#wire);
    this.meta.setBehaviour(this.#behaviour);
    return [...now, ...(await findRepairProblems(this)), ...findViolations(this)];
  }
}

let account: TestAccount | undefined;

/** Opens one account for the file; call it once at the top. */
export function useAccount(...options: Parameters<typeof TestAccount.forFile>): void {
  account = TestAccount.forFile(...options);
}

/** A test of one row of the fault list, in this process. Checks every invariant at the end, then that the next run repairs what is left. */
export function row(number: string, title: string, body: (stack: FaultStack) => Promise<void>): void {
  const own = account;
  if (own === undefined) throw new Error("faultRows() was not called");
  bareRow(number, title, async () => {
    const stack = new FaultStack(own);
    try {
      await body(stack);
      expect(await stack.findViolations()).toEqual([]);
    } finally {
      await stack.close();
    }
  });
}

/** A test of one row with a setup of its own, such as real processes. */
export function bareRow(number: string, title: string, body: () => Promise<void> | void, timeoutMs?: number): void {
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

/** Logs a result for `npm run reliability`, which writes docs/reliability.md: of the dynamic form, which has all rows. Tests do not depend on it. */
function note(number: string, title: string, passed: boolean): void {
  const log = process.env["RELIABILITY_LOG"];
  if (log === undefined || providerForm !== "dynamic") return;
  appendFileSync(log, `${JSON.stringify({ row: number, title, passed })}\n`);
}

/** As `bareRow`, for what only the dynamic form of the provider has. */
export function dynamicRow(...args: Parameters<typeof bareRow>): void {
  if (providerForm === "dynamic") bareRow(...args);
}

import type { OpType } from "@pulumi/pulumi/automation";
import type { ResourceState } from "../../state";
import { applyCreate, applyDelete, applyRead, applySame, applyUpdate, ProtectedError, type DeletedUrns } from "./apply";
import { applyImport } from "./apply-import";
import { type Deployment } from "./deployment";
import { errorText } from "../../state/json";
import type { OldResource } from "../resources/resource-table";
import { applyRefresh } from "./refresh";
import { equal } from "../../state/property-value";
import { dependencyUrns } from "../resources/dependency-graph";
import { endRegistration, oldRow, opOf, urnOfStep, type StepOutcome, type Step } from "../resources/step";

export interface ExecutorOptions {
  readonly parallel: number;
  readonly deletes: DeletedUrns;
  /** Continues after a failure, except of a read: the program cannot learn that a read failed. */
  readonly keepGoing: boolean;
  /** Counts a refresh step by what it found. False for a refresh ahead of an update. */
  readonly countsRefreshes: boolean;
  readonly onCancel: () => void;
}

/**
 * Applies chains of steps in parallel. After a failure no new step starts; running ones may finish. With `keepGoing`
 * only chains that depend on the failure are skipped.
 */
export class StepExecutor {
  readonly failedSteps: Step[] = [];
  readonly skippedSteps: Step[] = [];
  /** Steps that accept registered outputs, by URN. */
  readonly registered = new Map<string, Step>();
  readonly #deployment: Deployment;
  readonly #options: ExecutorOptions;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Promise<void>>();
  /** Chains that delete a resource before its replacement. */
  readonly #deletions = new Map<OldResource, Promise<void>>();
  #isCancelled = false;

  constructor(deployment: Deployment, options: ExecutorOptions) {
    this.#deployment = deployment;
    this.#options = options;
  }

  get cancelled(): boolean {
    return this.#isCancelled;
  }

  cancel(): void {
    if (!this.#isCancelled) {
      this.#isCancelled = true;
      this.#waiting.splice(0).forEach((wake) => wake());
      this.#options.onCancel();
    }
  }

  /** Starts the chain as soon as fewer than `parallel` are running. `ended` resolves when it is done. */
  async submit(chain: readonly Step[]): Promise<{ readonly ended: Promise<void> }> {
    while (this.#running.size >= this.#options.parallel && !this.#isCancelled) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const ended = this.#run(chain, this.#pendingDeletions(chain));
    this.#running.add(ended);
    for (const step of chain) {
      if (step.kind === "delete" && step.reason === "to-be-replaced") {
        this.#deletions.set(step.old, ended);
      }
    }
    void ended.then(() => {
      this.#running.delete(ended);
      this.#waiting.shift()?.();
    });
    return { ended };
  }

  /** Skips the chain if it depends on a step that failed or was skipped. */
  async submitUnlessSkipped(chain: readonly Step[]): Promise<void> {
    const unapplied = new Set([...this.failedSteps, ...this.skippedSteps].map(urnOfStep));
    const needed = chain.flatMap((step) => ("row" in step ? [...dependencyUrns(step.row), step.row.parent] : []));
    if (!needed.some((urn) => urn !== undefined && unapplied.has(urn))) {
      await this.submit(chain);
      return;
    }
    const read = chain.find(({ kind }) => kind === "read");
    if (read !== undefined) throw new Error(`cannot read ${urnOfStep(read)}: a resource that it depends on failed`);
    this.skippedSteps.push(...chain);
    endRegistration(chain, "skipped");
  }

  async runAll(steps: readonly Step[]): Promise<void> {
    const chains = await Promise.all(steps.map((step) => this.submit([step])));
    await Promise.all(chains.map(({ ended }) => ended));
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.all(this.#running);
    }
  }

  /**
   * Deletions that the chain waits for: a dependent that is deleted before its replacement is registered on its own.
   */
  #pendingDeletions(chain: readonly Step[]): readonly Promise<void>[] {
    return chain.flatMap((step) => {
      const old = step.kind === "create" ? step.replaced?.old : "old" in step ? step.old : undefined;
      return (old === undefined ? undefined : this.#deletions.get(old)) ?? [];
    });
  }

  async #run(chain: readonly Step[], deletions: readonly Promise<void>[]): Promise<void> {
    await Promise.all(deletions);
    for (const [index, step] of chain.entries()) {
      if (this.#isCancelled) return;
      try {
        await this.#apply(step);
      } catch (error) {
        this.#deployment.reporter.stepFailed(step, errorText(error));
        this.failedSteps.push(step);
        const isFinal = !this.#options.keepGoing || step.kind === "read";
        if (isFinal && !(error instanceof ProtectedError)) this.cancel();
        else endRegistration(chain.slice(index), "failed");
        return;
      }
    }
  }

  async #apply(step: Step): Promise<void> {
    const { reporter, resourceTable } = this.#deployment;
    reporter.stepStarted(step, step.kind === "replace" ? resourceTable.newByUrn.get(step.row.urn) : undefined);
    const before = oldRow(step);
    const performed = await this.#perform(step);
    const { row } = performed;
    if (row !== undefined && step.kind !== "refresh") {
      this.registered.set(row.urn, step);
    }
    reporter.stepDone(step, performed, before);
    if ("onApplied" in step && row !== undefined) {
      step.onApplied(row, "succeeded");
    }
  }

  async #perform(step: Step): Promise<StepOutcome> {
    const deployment = this.#deployment;
    const op = opOf(step);
    switch (step.kind) {
      case "same":
        return { op, row: applySame(deployment, step) };
      case "create":
        return { op, row: await applyCreate(deployment, step) };
      case "update":
        return { op, row: await applyUpdate(deployment, step) };
      case "replace":
        return { op, row: undefined };
      case "delete":
        await applyDelete(deployment, step, this.#options.deletes);
        return { op, row: undefined };
      case "forget":
        deployment.resourceTable.discard(step.old);
        return { op, row: undefined };
      case "read":
        return readResult(op, step.old?.row, await applyRead(deployment, step), step.isReplacement);
      case "refresh":
        return applyRefresh(deployment, step, this.#options.countsRefreshes);
      case "import":
        return { op, row: await applyImport(deployment, step) };
      default:
        return step satisfies never;
    }
  }
}

/** Counts a read only if its outputs changed. */
function readResult(
  op: OpType,
  old: ResourceState | undefined,
  row: ResourceState,
  isReplacement: boolean,
): StepOutcome {
  const isCounted = !isReplacement && old?.outputs !== undefined && !equal(old.outputs, row.outputs);
  return { op, row, isCounted };
}

import { isDeepStrictEqual } from "node:util";
import { plain } from "../../engine/src/state/property-value";
import type { OpMap } from "@pulumi/pulumi/automation";
import { nameOf } from "../../engine/src/state/urn";
import { StateError, type ExportedDeployment, type Project } from "../../engine/src/state";
import { Reconciliation, ownRows } from "./reconciliation";
import { violations } from "./invariants";
import type { Run, Step } from "./operations";
import { applyEdits, type Program, type Traits, withoutRejections } from "./programs";
import { type Operation, type Report, StackHarness } from "./stack-harness";

export interface Scenario {
  readonly program: Program;
  readonly traits: readonly Traits[];
  readonly steps: readonly Step[];
  /** Kill of the engine while `cancel` cleans up after another one, some turns after it began. */
  readonly cancelTurns: number;
}

const calmWeather: Run = { parallel: 4, faults: [] };
const quiet: readonly string[] = ["same", "read", "refresh"];

/** Runs a scenario. Throws at the first violation. */
export async function runScenario(project: Project, { program, traits, steps, cancelTurns }: Scenario): Promise<void> {
  const player = new ScenarioRunner(new StackHarness(project, traits), program, cancelTurns);
  try {
    for (const step of steps) {
      await player.step(step);
    }
    await player.expectConvergence();
  } finally {
    await player.harness.remove();
  }
}

class ScenarioRunner {
  #program: Program;
  readonly #cancelTurns: number;
  readonly #reconciliation: Reconciliation;
  readonly #trace: string[] = [];

  constructor(
    readonly harness: StackHarness,
    program: Program,
    cancelTurns: number,
  ) {
    this.#program = program;
    this.#cancelTurns = cancelTurns;
    this.#reconciliation = new Reconciliation(harness.provider);
  }

  async step(step: Step): Promise<void> {
    switch (step.kind) {
      case "up":
        this.#program = applyEdits(this.#program, step.edits);
        await this.#run({ ...step, dryRun: false, program: this.#program });
        return;
      case "preview":
        await this.#run({ ...step, kind: step.of, dryRun: true, program: applyEdits(this.#program, step.edits) });
        return;
      case "refresh":
        await this.#run({ ...step, dryRun: false, refresh: false, program: this.#program });
        return;
      case "destroy":
        await this.#run({ ...step, dryRun: false, program: this.#program });
        return;
      case "drift":
        await this.#change(step.row, (id) => {
          this.harness.provider.drift(id, `t${String(step.text)}`);
          this.#reconciliation.noteDrift(id);
        });
        return;
      case "vanish":
        await this.#change(step.row, (id) => {
          this.harness.provider.remove(id, "drift");
          this.#reconciliation.noteRemovals();
        });
        return;
      case "transfer":
        await this.#transfer(step.showSecrets);
        return;
      default:
        return step satisfies never;
    }
  }

  /**
   * Checks that the stack converges without faults: the provider matches the program, and a further update changes
   * nothing.
   */
  async expectConvergence(): Promise<void> {
    this.#program = withoutRejections(this.#program);
    await this.#unlock();
    if ((await this.harness.load()).resources.some(({ protect }) => protect === true)) {
      await this.#unprotect();
    }
    const calm = { ...calmWeather, refresh: false, program: this.#program };
    if (this.#reconciliation.needsRefresh) {
      await this.#runSuccessfully({ ...calm, kind: "refresh", dryRun: false });
    }
    const up = await this.#runSuccessfully({ ...calm, kind: "up", dryRun: false });
    this.#expect(this.#differences(up));
    const preview = await this.#runSuccessfully({ ...calm, kind: "up", dryRun: true });
    this.#expect(changedOps(preview.changes).map((op) => `a second preview shows ${op}`));
    await this.#expectStableTransfer();
    const end = await this.#runSuccessfully({ ...calm, kind: "destroy", dryRun: false });
    this.#expect(end.after.resources.map(({ urn }) => `${nameOf(urn)} is left in the state`));
    const left = [...this.harness.provider.rows.keys()].filter((id) => !this.#reconciliation.isReleased(id));
    this.#expect(left.map((id) => `${id} is left at the provider`));
  }

  async #run(operation: Operation): Promise<Report> {
    if (!operation.dryRun) {
      await this.#unlock();
    }
    const report = await this.harness.run(operation);
    this.#trace.push(describeReport(report));
    this.#expect([...this.#reconciliation.reconcile(report), ...violations(report, this.harness.folder)]);
    return report;
  }

  async #runSuccessfully(operation: Operation): Promise<Report> {
    const report = await this.#run(operation);
    this.#expect(report.error === undefined ? [] : [`failed though nothing is wrong: ${report.error.message}`]);
    return report;
  }

  /** Checks that a stale lock blocks operations and that clearing it does not change the state. */
  async #unlock(): Promise<void> {
    const harness = this.harness;
    if (!harness.folder.isLocked) {
      return;
    }
    const before = await harness.load();
    const refusal: unknown = await (await harness.stack()).destroy().catch((error: unknown) => error);
    this.#expect(refusal instanceof StateError && refusal.kind === "locked" ? [] : ["a locked stack is not refused"]);
    await harness.killDuring((stack) => stack.cancel(), this.#cancelTurns);
    this.#expect(isDeepStrictEqual(await harness.load(), before) ? [] : ["a cancel that was killed changed the state"]);
    await (await harness.stack()).cancel();
    this.#expect(isDeepStrictEqual(await harness.load(), before) ? [] : ["cancel changed the state"]);
    const { isLocked, hasJournal } = harness.folder;
    this.#expect([isLocked, hasJournal].includes(true) ? ["cancel left the lock or the journal"] : []);
  }

  async #change(pick: number, work: (id: string) => void): Promise<void> {
    const rows = ownRows(await this.harness.load()).filter(({ id }) => this.harness.provider.rows.has(id));
    const row = rows[pick % Math.max(1, rows.length)];
    if (row !== undefined) {
      this.#trace.push(`someone changes ${row.id}`);
      work(row.id);
    }
  }

  async #transfer(showSecrets: boolean): Promise<void> {
    await this.#unlock();
    const stack = await this.harness.stack();
    const before = await this.harness.load();
    const { warnings } = await stack.importStack(await stack.exportStack({ showSecrets }));
    const after = await this.harness.load();
    this.#trace.push("export and import");
    const silent = before.pendingOperations.filter(
      ({ resource }) => !warnings.some((warning) => warning.includes(resource.urn)),
    );
    this.#expect(silent.map(({ resource }) => `the import drops what is pending of ${nameOf(resource.urn)} silently`));
    this.#expect(
      isDeepStrictEqual(after.resources, before.resources) ? [] : ["an import of the export changes the state"],
    );
  }

  async #expectStableTransfer(): Promise<void> {
    const exportWithSecrets = async (): Promise<unknown> => {
      const { deployment } = await (await this.harness.stack()).exportStack({ showSecrets: true });
      return { ...deployment, manifest: undefined, pending_operations: undefined };
    };
    const before = await exportWithSecrets();
    await this.#transfer(false);
    this.#expect(isDeepStrictEqual(await exportWithSecrets(), before) ? [] : ["export, import, export is not stable"]);
  }

  /** Removes the protection by editing the state, since the engine has no `state unprotect`. */
  async #unprotect(): Promise<void> {
    const stack = await this.harness.stack();
    const exported: ExportedDeployment = await stack.exportStack();
    const text = JSON.stringify(exported).replaceAll(/"protect":true,?/g, "");
    await stack.importStack(JSON.parse(text.replaceAll(",}", "}")));
    this.#trace.push("unprotect");
  }

  #differences({ sent, after }: Report): readonly string[] {
    return [...sent.values()].flatMap(({ resource, inputs }) => {
      const row = ownRows(after).find(({ urn, delete: isOld }) => urn === resource.urn && isOld !== true);
      if (resource.kind !== "custom") {
        return [];
      }
      const providerRow = this.harness.provider.rows.get(row?.id ?? "")?.properties ?? {};
      const keys = Object.keys(inputs).filter((key) => !resource.ignoreChanges.includes(key));
      return keys
        .filter((key) => !isDeepStrictEqual(providerRow[key], plain(inputs[key] ?? null)))
        .map((key) => `${key} of ${resource.name} is ${JSON.stringify(providerRow[key])} at the provider`);
    });
  }

  #expect(problems: readonly string[]): void {
    if (problems.length > 0) {
      throw new Error([...problems, "after", ...this.#trace].join("\n"));
    }
  }
}

function changedOps(changes: OpMap): readonly string[] {
  return Object.keys(changes).filter((op) => !quiet.includes(op));
}

function describeReport({ operation, session, error, isCrashed, isAborted, after }: Report): string {
  const { kind, dryRun, refresh, parallel, replace = [] } = operation;
  const calls = session.calls.map(({ verb, urn, id, answer }) => `${verb} ${nameOf(urn)} ${id} ${answer}`);
  const rows = after.resources.map(({ urn, id, delete: isOld, pendingReplacement, protect }) =>
    [nameOf(urn), id, isOld && "delete", pendingReplacement && "pendingReplacement", protect && "protect"]
      .filter(Boolean)
      .join(" "),
  );
  const pending = after.pendingOperations.map(({ type, resource }) => `${type} ${nameOf(resource.urn)}`);
  const end =
    [isCrashed && "killed", isAborted && "cancelled", error?.message].filter(Boolean).join(" ") || "succeeded";
  return `${dryRun ? "preview of " : ""}${kind}${refresh ? " with refresh" : ""} --replace ${replace.join()} parallel ${parallel}: ${end}
  calls: ${calls.join("; ")}
  state: ${rows.join("; ")}${pending.length > 0 ? `\n  pending: ${pending.join("; ")}` : ""}`;
}

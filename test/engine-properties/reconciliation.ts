import { DeploymentError } from "../../engine/src/deploy/reporting/deployment-error";
import { plainMap } from "../../engine/src/state/property-value";
import { isProviderType, nameOf } from "../../engine/src/state/urn";
import { canonicalJson } from "../../engine/src/state/json";
import type { ResourceState, Snapshot } from "../../engine/src/state";
import type { FakeProvider } from "./fake-provider";
import { foreignIds } from "./programs";
import type { Call } from "./session";
import type { Report } from "./stack-harness";

type OwnRow = ResourceState & { readonly id: string };

/** Resources of the state that correspond to a provider row. */
export function ownRows({ resources }: Pick<Snapshot, "resources">): readonly OwnRow[] {
  return resources.flatMap((row) =>
    row.custom && row.external !== true && !isProviderType(row.type) && row.id !== undefined
      ? [{ ...row, id: row.id }]
      : [],
  );
}

/** Returns true if the engine received a full or partial success. */
export function isAcknowledged({ answer }: Call): boolean {
  return answer === "ok" || answer === "partial";
}

/**
 * Reconciles the provider's rows with the state. A row that only one side has must have been named to the user, or
 * follow from the user's actions.
 */
export class Reconciliation {
  readonly #provider: FakeProvider;
  /** Provider rows that may be missing from the state. */
  readonly #released = new Set<string>(foreignIds);
  /** Resources of the state that the provider may lack. */
  readonly #uncertain = new Set<string>();
  /** Resources whose state may differ from the provider's row. */
  readonly #divergent = new Set<string>();

  constructor(provider: FakeProvider) {
    this.#provider = provider;
  }

  /** True if the state needs a refresh. */
  get needsRefresh(): boolean {
    return this.#uncertain.size > 0 || this.#divergent.size > 0;
  }

  /** Provider rows that no state needs to contain any more. */
  isReleased(id: string): boolean {
    return this.#released.has(id);
  }

  noteDrift(id: string): void {
    this.#divergent.add(id);
  }

  noteRemovals(): void {
    for (const [id, removal] of this.#provider.removals) {
      if (removal === "drift") {
        this.#uncertain.add(id);
      }
    }
  }

  /** Returns the problems after an operation. */
  reconcile(report: Report): readonly string[] {
    this.#noteUncertain(report);
    const inState = new Set(ownRows(report.after).map(({ id }) => id));
    const problems = [
      ...this.#findUnreportedRows(report, inState),
      ...this.#findMissingRows(report),
      ...this.#findDivergentRows(report),
    ];
    for (const id of [...this.#uncertain, ...this.#divergent]) {
      if (!inState.has(id)) {
        this.#uncertain.delete(id);
        this.#divergent.delete(id);
      }
    }
    return problems;
  }

  /** Records effects that the engine did not receive or did not write to the state. */
  #noteUncertain({ session, after }: Report): void {
    const isPending = (call: Call): boolean => after.pendingOperations.some(({ resource }) => resource.id === call.id);
    for (const call of session.calls) {
      const isUnsure = call.hasEffect && (!isAcknowledged(call) || isPending(call));
      if (isUnsure && call.verb === "delete") {
        this.#uncertain.add(call.id);
      }
      if (isUnsure && call.verb === "update") {
        this.#divergent.add(call.id);
      }
    }
  }

  #findUnreportedRows(report: Report, inState: ReadonlySet<string>): readonly string[] {
    const problems: string[] = [];
    for (const [id, { urn, properties }] of this.#provider.rows) {
      if (inState.has(id) || this.#released.has(id)) {
        continue;
      }
      if (
        isNamed(report, id, urn) ||
        isRetained(report, id) ||
        this.#isDeletedWithContainer(report, properties["within"])
      ) {
        this.#released.add(id);
      } else {
        problems.push(`${id} of ${nameOf(urn)} exists at the provider, is not in the state and was not reported`);
      }
    }
    const lost = foreignIds.filter((id) => !this.#provider.rows.has(id));
    return [...problems, ...lost.map((id) => `${id} is not managed by the stack and was removed`)];
  }

  /**
   * Skips a row inside another one: deleting that one removes it, even if the delete fails or is never tried. So does
   * the CLI.
   */
  #isDeletedWithContainer({ base, error, isCrashed }: Report, within: unknown): boolean {
    const container = ownRows(base).find(({ id }) => id === within);
    if (container === undefined || !this.#provider.rows.has(container.id)) {
      return false;
    }
    return error !== undefined || isCrashed || container.retainOnDelete === true;
  }

  #findMissingRows({ after }: Report): readonly string[] {
    return ownRows(after).flatMap((row) => {
      const isLeftover = row.delete === true && this.#provider.removals.get(row.id) === "container";
      const isExplained = row.pendingReplacement === true || this.#uncertain.has(row.id) || isLeftover;
      return this.#provider.rows.has(row.id) || isExplained
        ? []
        : [`${row.id} of ${nameOf(row.urn)} is in the state as if it were there, and is not at the provider`];
    });
  }

  #findDivergentRows({ after }: Report): readonly string[] {
    return ownRows(after).flatMap((row) => {
      const providerRow = this.#provider.rows.get(row.id);
      const stored = canonicalJson(plainMap(row.outputs ?? {}));
      if (providerRow === undefined) {
        return [];
      }
      if (stored === canonicalJson(providerRow.properties)) {
        this.#divergent.delete(row.id);
        return [];
      }
      return this.#divergent.has(row.id)
        ? []
        : [
            `${row.id} of ${nameOf(row.urn)} is ${canonicalJson(providerRow.properties)} at the provider, ${stored} in the state`,
          ];
    });
  }
}

/** Matches by id or, if the engine received none, by the resource in an error or a pending operation. */
function isNamed({ error, session, after }: Report, id: string, urn: string): boolean {
  const diagnostics = error instanceof DeploymentError ? error.diagnostics : [];
  const birth = session.calls.find((call) => call.verb === "create" && call.id === id);
  const isPending = after.pendingOperations.some(({ type, resource }) => type === "creating" && resource.urn === urn);
  const isByUrn = birth !== undefined && !isAcknowledged(birth) && diagnostics.some((each) => each.urn === urn);
  const isByPending = birth !== undefined && isPending;
  return isByUrn || isByPending || diagnostics.some(({ message }) => message.includes(id));
}

function isRetained({ base }: Report, id: string): boolean {
  return ownRows(base).some((row) => row.id === id && row.retainOnDelete === true);
}

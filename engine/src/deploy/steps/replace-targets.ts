import type { Reporter } from "../reporting/reporter";
import type { ResourceTable } from "../resources/resource-table";

/** The resources that `--replace` names. */
export class ReplaceTargets {
  readonly #urns: readonly string[];
  readonly #patterns: readonly RegExp[];

  /** Accepts URNs and patterns. `*` matches anything within a part of a URN, `**` matches anything. */
  constructor(targets: readonly string[]) {
    this.#urns = targets.filter((target) => !target.includes("*"));
    this.#patterns = targets.filter((target) => target.includes("*")).map(patternOf);
  }

  has(urn: string): boolean {
    return this.#urns.includes(urn) || this.#patterns.some((pattern) => pattern.test(urn));
  }

  /** Targets that no resource has. Patterns may match nothing. */
  unknownTo(known: { readonly has: (urn: string) => boolean }): readonly string[] {
    return this.#urns.filter((urn) => !known.has(urn));
  }
}

function patternOf(target: string): RegExp {
  const parts = target.split("**").map((part) => part.split("*").map(escapeRegExp).join("[^:]*"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Returns true if the state contains all targets. Reports missing ones with the CLI's message. */
export function hasAllTargets(
  replaceTargets: ReplaceTargets,
  resourceTable: ResourceTable,
  reporter: Reporter,
): boolean {
  const missing = replaceTargets.unknownTo(resourceTable.oldByUrn);
  for (const urn of missing) {
    const hint = urn.includes("$") ? "" : " Did you forget to escape $ in your shell?";
    reporter.error("", `Target '${urn}' could not be found in the stack.${hint}`);
  }
  return missing.length === 0;
}

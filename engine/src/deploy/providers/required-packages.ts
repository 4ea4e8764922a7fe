import type { Project, ResourceState } from "../../state";
import type { Reporter } from "../reporting/reporter";
import { dynamicPackage, isProviderType, packageOf } from "../../state/urn";

/**
 * Packages whose provider a program probably needs: those in the state or, for a new stack, the project's plugins or,
 * without any, dynamic providers.
 */
export function packagesAhead(rows: readonly ResourceState[], plugins: Project["plugins"]): readonly string[] {
  const candidates = [packagesOf(rows), Object.keys(plugins ?? {})];
  return candidates.find((names) => names.length > 0) ?? [dynamicPackage];
}

/** Returns true if the project names a plugin for every package of the state. Reports the others. */
export function hasAllPlugins(
  rows: readonly ResourceState[],
  plugins: Project["plugins"],
  reporter: Reporter,
): boolean {
  const missing = packagesOf(rows).filter((name) => name !== dynamicPackage && !Object.hasOwn(plugins ?? {}, name));
  for (const name of missing) {
    reporter.error(
      "",
      `The state has resources of package ${name}, but Pulumi.yaml names no plugin of it: add the plugin's folder ` +
        `under packages, such as "${name}: ./node_modules/pulumi-${name}", or use the Pulumi CLI.`,
    );
  }
  return missing.length === 0;
}

function packagesOf(rows: readonly ResourceState[]): readonly string[] {
  return [...new Set(rows.filter(({ type }) => isProviderType(type)).map(({ type }) => packageOf(type)))];
}

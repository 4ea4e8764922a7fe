import type { Project, ResourceState } from "../../state";
import { dynamicPackage, isProviderType, packageOf } from "../../state/urn";

/** Packages whose provider a program probably needs: the project's plugins or, without any, dynamic providers. */
export function packagesAhead(plugins: Project["plugins"] = {}): readonly string[] {
  const names = Object.keys(plugins);
  return names.length === 0 ? [dynamicPackage] : names;
}

/** Explains which packages of the state have no plugin in the project. */
export function missingPlugins(rows: readonly ResourceState[], plugins: Project["plugins"] = {}): readonly string[] {
  const used = new Set(rows.filter(({ type }) => isProviderType(type)).map(({ type }) => packageOf(type)));
  return [...used]
    .filter((name) => name !== dynamicPackage && !Object.hasOwn(plugins, name))
    .map(
      (name) =>
        `The state has resources of package ${name}, but Pulumi.yaml names no plugin of it: add the plugin's folder ` +
        `under packages, such as "${name}: ./node_modules/${name}", or use the Pulumi CLI.`,
    );
}

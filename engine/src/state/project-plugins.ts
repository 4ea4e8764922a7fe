/** Provider plugins that Pulumi.yaml names: `packages`, and `plugins.providers`. Only those in local folders run. */
import { resolve } from "node:path";
import { StateError } from "./state-error";
import { isRecord, type JsonRecord } from "./json";

type Plugin = readonly [packageName: string, path: string];

/** Returns absolute paths by package. The list of plugins wins, as on the CLI. */
export function pluginPaths(settings: JsonRecord, root: string, fileName: string): Readonly<Record<string, string>> {
  const { packages = {}, plugins = {} } = settings;
  const found = [...packagePlugins(packages, fileName), ...listedPlugins(plugins, fileName)];
  return Object.fromEntries(found.map(([name, path]) => [name, resolve(root, path)]));
}

function packagePlugins(packages: unknown, fileName: string): readonly Plugin[] {
  if (!isRecord(packages)) throw new StateError("project", `${fileName}: packages: expected names and folders.`);
  return Object.entries(packages).map(([name, value]): Plugin => {
    const { source, ...others } = isRecord(value) ? value : { source: value };
    const isLocal = typeof source === "string" && /^(\.{0,2}[\\/]|\.{1,2}$|[A-Za-z]:[\\/])/.test(source);
    if (isLocal && Object.keys(others).length === 0) return [name, source];
    throw new StateError(
      "project",
      `${fileName}: packages.${name}: the embedded engine supports only the path of a local plugin, such as ` +
        `./node_modules/${name}. Name one, or use the Pulumi CLI.`,
    );
  });
}

function listedPlugins(plugins: unknown, fileName: string): readonly Plugin[] {
  const { providers = [], ...others } = isRecord(plugins) ? plugins : { providers: plugins };
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new StateError(
      "project",
      `${fileName}: plugins.${other} is not supported by the embedded engine. Remove it, or use the Pulumi CLI.`,
    );
  }
  if (!Array.isArray(providers)) throw new StateError("project", `${fileName}: plugins.providers: expected a list.`);
  return providers.map((each: unknown, index): Plugin => {
    const { name, path, ...unknown } = isRecord(each) ? each : {};
    if (typeof name === "string" && typeof path === "string" && Object.keys(unknown).length === 0) return [name, path];
    throw new StateError("project", `${fileName}: plugins.providers[${index}]: expected only name and path.`);
  });
}

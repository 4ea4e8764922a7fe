import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Languages whose programs can be TypeScript. */
const typescriptRuntimes = ["nodejs", "bun"];

/** Returns the runtime of the Pulumi project that contains the folder, e.g. `python`, if its programs cannot be TypeScript. */
export function findOtherRuntime(folder: string): string | undefined {
  const path = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined) return dirname(folder) === folder ? undefined : findOtherRuntime(dirname(folder));
  const runtime = parseRuntime(readFileSync(path, "utf8"));
  return runtime === undefined || typescriptRuntimes.includes(runtime) ? undefined : runtime;
}

/** Reads the two forms of `runtime`: a name, or a mapping with `name`. The command has no YAML parser. */
function parseRuntime(project: string): string | undefined {
  const [, value = "", block = ""] = /^runtime:[ \t]*(.*)((?:\r?\n(?:[ \t#].*)?)*)/m.exec(project) ?? [];
  const [, runtime] =
    /^["']?([a-z][\w-]*)/.exec(value) ?? /\bname["']?:[ \t]*["']?([a-z][\w-]*)/.exec(value + block) ?? [];
  return runtime;
}

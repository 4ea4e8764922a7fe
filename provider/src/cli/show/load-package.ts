import { createRequire } from "node:module";
import { join } from "node:path";
import { isJsonObject } from "../../schema/json-value";

/** Loads an optional package from the user's folder, else from beside this package. Returns undefined if it is not installed. */
export function loadPackage(cwd: string, name: string): object | undefined {
  const path = resolvePackage(cwd, name);
  // The packages are CommonJS.
  return path === undefined ? undefined : (createRequire(path)(path) as object);
}

/** Resolves a package, or a file that it exports. Returns undefined if the package is not installed. */
export function resolvePackage(cwd: string, name: string): string | undefined {
  for (const from of [join(cwd, "package.json"), __filename]) {
    try {
      return createRequire(from).resolve(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
}

function isMissing(error: unknown): boolean {
  return isJsonObject(error) && error["code"] === "MODULE_NOT_FOUND";
}

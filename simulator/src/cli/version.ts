import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, parseJson } from "../json";

/** Reads the version from the package's manifest, two folders above both the sources and the build. */
export function ownVersion(): string {
  const manifest = parseJson(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
  const version = manifest.ok && isObject(manifest.value) ? manifest.value["version"] : undefined;
  if (typeof version !== "string") throw new TypeError("package.json has no version");
  return version;
}

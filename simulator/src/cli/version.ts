import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "../decode";
import { isObject, parseJson } from "../json";

/** Reads the version from the package's manifest, two folders above both the sources and the build. */
export function ownVersion(): string {
  const manifest = parseJson(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
  return text(manifest.ok && isObject(manifest.value) ? manifest.value["version"] : undefined, "version");
}

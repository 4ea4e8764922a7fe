import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../state/json";

export const programName = "pulumi-whatsapp-engine";

/** Reads the version from package.json, two folders above both the sources and the build. */
export function engineVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
  return isRecord(manifest) && typeof manifest["version"] === "string" ? manifest["version"] : "unknown";
}

export function engineName(): string {
  return `${programName} ${engineVersion()} (embedded engine, not the Pulumi CLI)`;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifestShape = z.object({ version: z.string() });

/** Reads the version from the package's manifest, two folders above the sources and the build. */
export function readVersion(): string {
  return manifestShape.parse(JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"))).version;
}

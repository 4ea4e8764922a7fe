import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifestShape = z.object({ version: z.string() });

/** Reads the version from the package's manifest, two folders above both the sources and the build. */
export function ownVersion(): string {
  return manifestShape.parse(JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"))).version;
}

import { satisfies, validRange } from "semver";
import { formatVersion } from "./checkpoint";

/** Returns the CLI's error for an unsatisfied version range. This engine implements the recorded CLI version. */
export function versionProblem(range: string): string | undefined {
  const version = formatVersion.slice(1);
  if (range === "" || satisfies(version, range, { includePrerelease: true })) return undefined;
  return validRange(range) === null
    ? `parsing CLI version range "${range}": not a range of versions such as ">=3.200.0"`
    : `Pulumi CLI version ${version} does not satisfy the version range "${range}" (the version that the embedded engine implements)`;
}

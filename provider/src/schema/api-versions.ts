/** Meta's two groups of calls: each version ends much earlier for the Marketing API (ads, creatives) than for the rest of Graph. */
export type MetaApi = "graph" | "marketing";

/** A version and the days of its life, as ISO dates. */
export interface ApiVersion {
  readonly version: string;
  readonly releasedOn: string;
  /** The last day that Meta names for it; undefined while Meta has announced none. */
  readonly endsOn: string | undefined;
}

/** Source: Meta, Graph API changelog (developers.facebook.com/docs/graph-api/changelog), copy of November 2026. The newest first. */
const graphVersions: readonly ApiVersion[] = [
  { version: "v27.0", releasedOn: "2026-11-04", endsOn: undefined },
  { version: "v26.0", releasedOn: "2026-07-29", endsOn: undefined },
  { version: "v25.0", releasedOn: "2026-02-18", endsOn: "2028-07-29" },
  { version: "v24.0", releasedOn: "2025-10-08", endsOn: "2028-02-18" },
  { version: "v23.0", releasedOn: "2025-05-29", endsOn: "2027-10-08" },
  { version: "v22.0", releasedOn: "2025-01-21", endsOn: "2027-05-20" },
  { version: "v21.0", releasedOn: "2024-10-02", endsOn: "2027-01-21" },
  { version: "v20.0", releasedOn: "2024-05-21", endsOn: "2026-09-24" },
  { version: "v19.0", releasedOn: "2024-01-23", endsOn: "2026-05-21" },
];

/** Source: Meta, Marketing API changelog (developers.facebook.com/docs/marketing-api/marketing-api-changelog/versions), copy of November 2026. The newest first. */
const marketingVersions: readonly ApiVersion[] = [
  { version: "v27.0", releasedOn: "2026-11-04", endsOn: undefined },
  { version: "v26.0", releasedOn: "2026-07-29", endsOn: undefined },
  { version: "v25.0", releasedOn: "2026-02-18", endsOn: "2027-02-23" },
  { version: "v24.0", releasedOn: "2025-10-08", endsOn: "2026-11-10" },
  { version: "v23.0", releasedOn: "2025-05-29", endsOn: "2026-06-09" },
  { version: "v22.0", releasedOn: "2025-01-21", endsOn: "2026-02-19" },
  { version: "v21.0", releasedOn: "2024-10-02", endsOn: "2025-09-09" },
];

/** The versions of both APIs that Meta's pages list. */
export const apiVersions: Readonly<Record<MetaApi, readonly ApiVersion[]>> = {
  graph: graphVersions,
  marketing: marketingVersions,
};

/** The versions that calls go out in when no setting names another. `npm run platform` warns before they end. */
export const defaultApiVersions: Readonly<Record<MetaApi, string>> = { graph: "v25.0", marketing: "v26.0" };

/** The setting that names the version of each API. */
export const versionSettings = { graph: "apiVersion", marketing: "marketingApiVersion" } as const;

/**
 * Finds the last day of a version. Versions that are older than every listed one ended before the oldest of them; versions that are
 * newer than every listed one have no known end.
 */
export function findEndOfVersion(api: MetaApi, version: string): string | undefined {
  const listed = apiVersions[api];
  const found = listed.find((each) => each.version === version);
  if (found !== undefined) return found.endsOn;
  const oldest = listed.at(-1);
  return oldest !== undefined && majorOf(version) < majorOf(oldest.version) ? oldest.endsOn : undefined;
}

/** Finds the version to move to: the default, or the newest listed one when the default is no newer. */
export function findReplacement(api: MetaApi, version: string): string {
  const fallback = defaultApiVersions[api];
  const newest = apiVersions[api][0]?.version ?? fallback;
  return majorOf(version) < majorOf(fallback) ? fallback : newest;
}

export function findNewer(one: string, other: string): string {
  return majorOf(one) < majorOf(other) ? other : one;
}

const dayMs = 86_400_000;

/** Days from a date to the end of a version's last day; negative once it has ended. */
export function countDaysLeft(endsOn: string, now: Date): number {
  return Math.ceil((Date.parse(endsOn) + dayMs - now.getTime()) / dayMs) - 1;
}

function majorOf(version: string): number {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}
